// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import poolmark.bench.work.Spin;
import poolmark.pool.ProcessPool;
import poolmark.pool.StartMethod;
import poolmark.pool.Task;
import poolmark.pool.TaskProcess;
import poolmark.pool.WorkerInfo;
import poolmark.pool.host.process.ClassArchive;
import poolmark.pool.host.process.LaunchSpec;

/** Asks this pool. */
public final class PoolDriver {

    /** Round trips between two looks at the clock. */
    private static final int STRIDE = 16;

    private static final long USE_NANOS = 2_000_000_000L;

    private static final List<Integer> INPUTS = List.of(0, 1, 2, 3, 4);
    private static final List<Integer> OUTPUTS = List.of(0, 2, 4, 6, 8);
    private static final long IDEAL_NANOS = 2_000_000_000L;

    private final Conversation conversation;
    private final int workers;
    private final StartMethod start;

    private PoolDriver(Conversation conversation) {
        this.conversation = conversation;
        workers = conversation.number("workers");
        start = StartMethod.valueOf(conversation.text("start"));
    }

    /** The driver. */
    public static void main(String[] args) throws Exception {
        new PoolDriver(new Conversation(args)).answer();
    }

    private void answer() throws Exception {
        // a program has it from its second run on, with what it has used in its first
        ClassArchive.prepare(
                new LaunchSpec(List.of(), LaunchSpec.parentClassPath(), null),
                NoOps.NEXT,
                NoOps.ECHO,
                NoOps.ANSWER,
                NoOps.SLEEP,
                NoOps.NAP);
        switch (conversation.question()) {
            case "start" -> conversation.each(this::startAndJoin);
            case "open" -> conversation.each(this::openToFirstResult);
            case "tutorial-map" -> conversation.each(measured -> tutorial(measured, PoolDriver::mapped));
            case "tutorial-async" -> conversation.each(measured -> tutorial(measured, PoolDriver::applied));
            default -> {
                try (ProcessPool pool = open()) {
                    answer(pool);
                }
            }
        }
    }

    private void answer(ProcessPool pool) throws Exception {
        switch (conversation.question()) {
            case "apply", "apply-parked" -> conversation.rate(STRIDE, () -> apply(pool));
            case "async" -> conversation.rate(conversation.number("tasks"), () -> async(pool, NoOps.NEXT));
            case "map" -> map(pool);
            case "echo" -> echo(pool);
            case "compute" -> compute(pool);
            case "idle" -> idle(pool);
            default -> conversation.cannot("no such operation");
        }
    }

    private ProcessPool open() {
        return ProcessPool.builder()
                .processes(workers)
                .startMethod(start)
                .initializer(NoOps.INITIALIZER)
                .open();
    }

    private static void apply(ProcessPool pool) {
        for (int i = 0; i < STRIDE; i++) {
            require(pool.apply(NoOps.NEXT, i) == i + 1);
        }
    }

    private void async(ProcessPool pool, Task<Integer, Integer> task) {
        int tasks = conversation.number("tasks");
        List<CompletableFuture<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            futures.add(pool.applyAsync(task, i));
        }
        for (int i = 0; i < tasks; i++) {
            require(futures.get(i).join() == i + 1);
        }
    }

    private void map(ProcessPool pool) throws Exception {
        List<Integer> items =
                IntStream.range(0, conversation.number("items")).boxed().toList();
        conversation.rate(items.size(), () -> require(NoOps.isNextOfAll(pool.map(NoOps.NEXT, items))));
    }

    private void echo(ProcessPool pool) throws Exception {
        byte[] bytes = new byte[conversation.number("bytes")];
        Arrays.fill(bytes, (byte) 7);
        conversation.rate(bytes.length, () -> {
            byte[] echoed = pool.apply(NoOps.ECHO, bytes);
            require(echoed.length == bytes.length && echoed[bytes.length - 1] == 7);
        });
    }

    private void compute(ProcessPool pool) throws Exception {
        int tasks = conversation.number("tasks");
        long steps = conversation.number("steps");
        Task<Integer, Integer> task = seed -> Spin.run(seed, steps);
        int expected = Spin.expected(1, steps);
        use(pool);
        conversation.rate(tasks, () -> {
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                futures.add(pool.applyAsync(task, 1));
            }
            futures.forEach(future -> require(future.join() == expected));
        });
    }

    /**
     * Hands over tasks that do nothing for a while, by the same calls. Tasks of milliseconds are so few that the compilers would begin to
     * work when the warm-up has ended, and take one of two processors from them.
     */
    private static void use(ProcessPool pool) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < USE_NANOS) {
            applied(pool, NoOps.NEXT);
        }
    }

    private void idle(ProcessPool pool) throws Exception {
        pool.map(NoOps.NEXT, INPUTS);
        pool.workers().stream().map(WorkerInfo::pid).forEach(conversation::worker);
        conversation.idle();
    }

    private void startAndJoin(boolean measured) throws Exception {
        long begin = System.nanoTime();
        long result;
        try (TaskProcess<Integer> process =
                TaskProcess.builder(NoOps.ANSWER).startMethod(start).start()) {
            require(process.result().get() == 42);
            result = System.nanoTime();
        }
        long gone = System.nanoTime();
        if (measured) {
            conversation.took("start-result", result - begin, 1);
            conversation.took("start-join", gone - begin, 1);
        }
    }

    private void openToFirstResult(boolean measured) {
        long begin = System.nanoTime();
        try (ProcessPool pool = open()) {
            require(pool.apply(NoOps.NEXT, 1) == 2);
            if (measured) {
                conversation.took("open", System.nanoTime() - begin, 1);
            }
        }
    }

    private interface Way {
        List<Integer> outputs(ProcessPool pool, Task<Integer, Integer> task);
    }

    private static List<Integer> mapped(ProcessPool pool, Task<Integer, Integer> task) {
        return pool.map(task, INPUTS);
    }

    private static List<Integer> applied(ProcessPool pool, Task<Integer, Integer> task) {
        List<CompletableFuture<Integer>> futures =
                INPUTS.stream().map(input -> pool.applyAsync(task, input)).toList();
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private void tutorial(boolean measured, Way way) {
        long begin = System.nanoTime();
        try (ProcessPool pool = open()) {
            require(way.outputs(pool, measured ? NoOps.SLEEP : NoOps.NAP).equals(OUTPUTS));
        }
        if (measured) {
            conversation.took(conversation.question(), System.nanoTime() - begin - IDEAL_NANOS, 1);
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("a result is wrong");
        }
    }
}
