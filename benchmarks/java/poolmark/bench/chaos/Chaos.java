// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import poolmark.pool.ProcessPool;
import poolmark.pool.WorkerInfo;

/**
 * The chaos run: {@code scripts/chaos.sh [seconds] [seed]}. Two pools, many callers, and a killer that ends a random worker
 * every few tens of milliseconds. At the end every call has ended, no task ran twice, every result is right and its task
 * left its mark, and nothing remains. The seed repeats the calls and the kills, though not their timing.
 */
public final class Chaos {

    /** A pool rightly gives up when nobody gets ready thirty times in a row, which on a busy machine takes long enough. */
    private static final int NEW_SPARED = 4;

    private static final int CALLERS_PER_POOL = 4;
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int LONGEST_PAUSE_MILLIS = 60;
    private static final int TASKS_PER_WORKER = 50;
    private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(90);

    private Chaos() {}

    /** Runs it; exits with 0 where all is explained, with 4 where not. */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        System.exit(run(seconds, seed, System.out) ? 0 : 4);
    }

    /**
     * Runs it.
     *
     * @param seconds how long calls are made
     * @param seed of calls and kills
     * @param out takes the account
     * @return whether everything could be explained
     * @throws Exception where the run itself failed
     */
    public static boolean run(int seconds, long seed, PrintStream out) throws Exception {
        out.println("chaos: " + seconds + " s, seed " + seed);
        Path marks = Files.createTempDirectory("poolmark-chaos");
        Tally tally = new Tally();
        long kills;
        try {
            kills = fight(seconds, seed, marks, tally);
            tally.check(Marker.count(marks));
        } finally {
            delete(marks);
        }
        long left = ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .count();
        if (left > 0) {
            tally.unexplained(left + " child processes are left");
        }
        print(tally, kills, out);
        return tally.unexplained().isEmpty();
    }

    private static long fight(int seconds, long seed, Path marks, Tally tally) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<ProcessPool> pools = List.of(
                ProcessPool.builder().processes(3).output(line -> {}).open(),
                ProcessPool.builder()
                        .processes(2)
                        .maxTasksPerWorker(TASKS_PER_WORKER)
                        .output(line -> {})
                        .open());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS_PER_POOL * pools.size(); i++) {
            ProcessPool pool = pools.get(i % pools.size());
            Caller caller = new Caller(pool, Work.in(marks.toString()), tally, seed + i, endNanos);
            callers.add(new Thread(caller, "caller-" + i));
        }
        callers.forEach(Thread::start);
        long kills = kill(pools, new Random(seed), endNanos);
        for (Thread caller : callers) {
            caller.join(END_MILLIS);
            if (caller.isAlive()) {
                tally.unexplained("a call hangs: " + List.of(caller.getStackTrace()));
            }
        }
        pools.forEach(ProcessPool::close);
        return kills;
    }

    private static long kill(List<ProcessPool> pools, Random random, long endNanos) throws InterruptedException {
        long kills = 0;
        while (System.nanoTime() < endNanos) {
            Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
            List<WorkerInfo> workers = pools.get(random.nextInt(pools.size())).workers();
            if (workers.isEmpty()) {
                continue; // every seat is just being filled
            }
            WorkerInfo worker = workers.get(random.nextInt(workers.size()));
            boolean isNew = worker.tasksCompleted() == 0;
            if (isNew && random.nextInt(NEW_SPARED) > 0) {
                continue;
            }
            long pid = worker.pid();
            boolean gently = random.nextInt(4) == 0;
            kills += ProcessHandle.of(pid)
                            .map(victim -> gently ? victim.destroy() : victim.destroyForcibly())
                            .orElse(false)
                    ? 1
                    : 0;
        }
        return kills;
    }

    private static void print(Tally tally, long kills, PrintStream out) {
        out.println("calls made:        " + tally.calls());
        out.println("tasks numbered:   " + tally.tasks());
        out.println("results returned:  " + tally.returned() + ", each right, each task run once");
        out.println("kills survived:    " + kills);
        tally.failures().forEach((name, count) -> out.println("failed, explained: " + count + " x " + name));
        tally.unexplained().forEach((what, count) -> out.println("NOT EXPLAINED:     " + count + " x " + what));
        out.println(tally.unexplained().isEmpty() ? "chaos: all explained, nothing left" : "chaos: FAILED");
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
