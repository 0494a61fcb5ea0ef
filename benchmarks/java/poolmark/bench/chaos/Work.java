// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    static Task<Object, Long> in(String directory) {
        return argument -> run(directory, numberOf(argument));
    }

    /** What tells a task its number: most are told that alone, some with up to 320 KB more, of the two kinds that travel differently. */
    static Object argument(long task) {
        int ballast = (int) (task % 41) * 1_000;
        return switch ((int) (task % 7)) {
            case 0 -> {
                long[] longs = new long[1 + ballast];
                longs[ballast] = task;
                yield longs;
            }
            case 1 ->
                ByteBuffer.allocate(Long.BYTES * (1 + ballast))
                        .putLong(Long.BYTES * ballast, task)
                        .array();
            default -> task;
        };
    }

    private static long numberOf(Object argument) {
        if (argument instanceof long[] longs) {
            return longs[longs.length - 1];
        }
        return argument instanceof byte[] bytes
                ? ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES)
                : (Long) argument;
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
