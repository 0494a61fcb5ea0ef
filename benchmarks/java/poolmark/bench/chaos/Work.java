// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.io.IOException;
import poolmark.pool.Task;

/** What the tasks do: leave their mark, then now and then something nasty, then a result that depends on their number. */
final class Work {

    private static final int PRINTS = 97;
    private static final int THROWS = 131;
    private static final int EXITS = 1009;
    private static final int SLEEPS = 11;

    private Work() {}

    /** A failure on purpose. */
    static final class MeantToFail extends Exception {

        private static final long serialVersionUID = 1L;

        MeantToFail(long task) {
            super("task " + task + " fails on purpose");
        }
    }

    static Task<Long, Long> in(String directory) {
        return task -> run(directory, task);
    }

    static long result(long task) {
        return task * 31 + 7;
    }

    private static Long run(String directory, long task) throws IOException, MeantToFail, InterruptedException {
        Marker.leave(directory, task);
        if (task % PRINTS == 0) {
            System.out.println("task " + task + " prints");
        }
        if (task % SLEEPS == 0) {
            Thread.sleep(task % 7);
        }
        if (task % THROWS == 0) {
            throw new MeantToFail(task);
        }
        if (task % EXITS == 0) {
            System.exit(3);
        }
        return result(task);
    }
}
