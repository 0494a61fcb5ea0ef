// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import poolmark.bench.work.Spin;

/** Asks a thread pool of the JDK: what isolation is paid against. */
public final class ThreadDriver {

    private static final int STRIDE = 16;

    private final Conversation conversation;
    private final ExecutorService threads;

    private ThreadDriver(Conversation conversation) {
        this.conversation = conversation;
        threads = Executors.newFixedThreadPool(conversation.number("workers"));
    }

    /** The driver. */
    public static void main(String[] args) throws Exception {
        ThreadDriver driver = new ThreadDriver(new Conversation(args));
        driver.answer();
        driver.threads.shutdown();
    }

    private void answer() throws Exception {
        switch (conversation.question()) {
            case "apply" -> conversation.rate(STRIDE, this::apply);
            case "async" -> async();
            case "compute" -> compute();
            default -> conversation.cannot("threads share their memory");
        }
    }

    private void apply() throws Exception {
        for (int i = 0; i < STRIDE; i++) {
            require(threads.submit(next(i)).get() == i + 1);
        }
    }

    private void async() throws Exception {
        int tasks = conversation.number("tasks");
        conversation.rate(tasks, () -> {
            List<Future<Integer>> futures = new ArrayList<>(tasks);
            for (int i = 0; i < tasks; i++) {
                futures.add(threads.submit(next(i)));
            }
            for (int i = 0; i < tasks; i++) {
                require(futures.get(i).get() == i + 1);
            }
        });
    }

    private void compute() throws Exception {
        int tasks = conversation.number("tasks");
        long steps = conversation.number("steps");
        int expected = Spin.expected(1, steps);
        conversation.rate(tasks, () -> {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                futures.add(threads.submit(() -> Spin.run(1, steps)));
            }
            for (Future<Integer> future : futures) {
                require(future.get() == expected);
            }
        });
    }

    private static Callable<Integer> next(int number) {
        return () -> number + 1;
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("a result is wrong");
        }
    }
}
