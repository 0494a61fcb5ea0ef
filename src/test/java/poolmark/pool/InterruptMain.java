// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A program of a terminal, whose whole process group is sent SIGINT while its tasks run. With {@code handles} it finishes
 * its work when that happens, as a careful server does; else it knows nothing of signals. Prints the process ids of its
 * workers first, and the sum of its results last.
 */
final class InterruptMain {

    private static final int ITEMS = 40;

    private InterruptMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        if (args[0].equals("handles")) {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupted.countDown());
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
}
