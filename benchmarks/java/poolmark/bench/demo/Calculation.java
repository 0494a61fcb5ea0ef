// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.demo;

import poolmark.pool.CurrentWorker;

/**
 * The two functions of the tutorial, {@code do_calculation} and {@code start_process}. They run in workers that have just
 * started, so they put their text together by hand: {@code String.format} would load as many classes as the worker itself.
 */
final class Calculation {

    private static final double SECONDS_PER_INPUT = 0.5;

    private Calculation() {}

    /** Sleeps for half as many seconds as its input says, times the scale, and doubles the input. */
    static int doCalculation(int data, double scale) throws InterruptedException {
        double seconds = data * SECONDS_PER_INPUT * scale;
        System.out.println(new StringBuilder("Sleeping for ")
                .append(seconds)
                .append(" seconds at ")
                .append(where())
                .toString());
        Thread.sleep(Math.round(seconds * 1000));
        return data * 2;
    }

    /** Says when and where a worker began. */
    static void startProcess() {
        String millis = Long.toString(100_000_000L + System.currentTimeMillis() % 100_000);
        System.out.println(new StringBuilder("Initiating at time ")
                .append(millis, 4, 6)
                .append('.')
                .append(millis, 6, 9)
                .append(" s, at ")
                .append(where())
                .toString());
    }

    private static String where() {
        return new StringBuilder("Process name ")
                .append(CurrentWorker.name())
                .append(", ID ")
                .append(CurrentWorker.pid())
                .toString();
    }
}
