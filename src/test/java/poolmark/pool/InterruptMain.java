// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A program of a terminal, whose whole process group is sent SIGINT while its tasks run. With {@code handles} it finishes
 * its work when that happens, as a careful server does; else it knows nothing of signals. Prints the process ids of its
 * workers first, and the sum of its results last.
 */
final class InterruptMain {

    /** How often a worker and a pool are started under a signal, each time a little later in their start. */
    static final int ROUNDS = 12;

    private static final int ITEMS = 40;

    private InterruptMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        if (!args[0].equals("dies")) {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupted.countDown());
        }
        if (args[0].equals("starts")) {
            interruptStarts();
            return;
        }
        TaskProcess<Integer> process = TaskProcess.start(() -> Tasks.sleep(1_000));
        try (ProcessPool pool = ProcessPool.open(2)) {
            pool.map(Tasks::twice, List.of(1, 2, 3, 4), 1); // both are there
            Integer[] millis = new Integer[ITEMS];
            Arrays.fill(millis, 50);
            var results = pool.mapAsync(Tasks::sleep, Arrays.asList(millis), 4);
            Thread.sleep(100);
            System.out.println("workers " + process.pid() + " "
                    + pool.workers().get(0).pid() + " " + pool.workers().get(1).pid());
            interrupted.await();
            long sum = results.join().stream().mapToInt(Integer::intValue).sum() + process.join();
            System.out.println("sum " + sum);
        }
    }

    private static void interruptStarts() throws Exception {
        int sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TaskProcess<Integer> process = TaskProcess.start(() -> 5);
            try (ProcessPool pool = ProcessPool.open(2)) {
                CompletableFuture<List<Integer>> map = pool.mapAsync(Tasks::twice, List.of(1, 2, 1, 2), 1);
                Thread.sleep(3L * round);
                interruptGroup();
                sum += process.join()
                        + map.join().stream().mapToInt(Integer::intValue).sum();
            }
        }
        System.out.println("sum " + sum);
    }

    /** As a terminal does: to all of this process's group. It was made the group's leader. */
    private static void interruptGroup() throws Exception {
        String group = "-" + ProcessHandle.current().pid();
        new ProcessBuilder("kill", "-2", "--", group).start().waitFor();
    }
}
