// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Threads that begin together. */
final class Threads {

    private Threads() {}

    /**
     * Runs something in several threads at once.
     *
     * @param count number of threads
     * @param work what each does
     * @return wall time from the moment at which all were ready until the last had ended, in ns
     */
    static long runTogether(int count, Runnable work) {
        long[] begin = new long[1];
        CyclicBarrier ready = new CyclicBarrier(count, () -> begin[0] = System.nanoTime());
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Thread thread = new Thread(() -> await(ready, work), "poolmark-trial-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        threads.forEach(Threads::join);
        return System.nanoTime() - begin[0];
    }

    private static void await(CyclicBarrier ready, Runnable work) {
        try {
            ready.await();
        } catch (InterruptedException | BrokenBarrierException impossible) {
            throw new IllegalStateException("nobody interrupts a trial's threads", impossible);
        }
        work.run();
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                // The trial is short; who asked for its end gets it right after.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
