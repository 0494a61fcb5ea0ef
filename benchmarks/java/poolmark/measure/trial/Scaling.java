// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the processors deliver together.
 *
 * @param steps for rising numbers of threads, from 1
 */
public record Scaling(List<Step> steps) {

    /**
     * Threads that do the same work at once.
     *
     * @param threads how many
     * @param delivered how much more work they do than one thread in the same time: at best as many times as there are
     *     threads
     */
    public record Step(int threads, double delivered) {}

    private static final long PIECE_NANOS = 5_000_000L;
    private static final int PIECES = 12;
    private static final int ATTEMPTS = 3;

    /** All numbers are tried up to this one, above it the powers of two: as with the pools. */
    private static final int ALL_UP_TO = 4;

    /**
     * Tries it.
     *
     * @param processors the largest number of threads
     * @return what came of it
     */
    public static Scaling observe(int processors) {
        FixedWork work = FixedWork.lasting(PIECE_NANOS);
        List<Step> steps = new ArrayList<>();
        double single = bestNanos(work, 1);
        for (int threads : counts(processors)) {
            double together = threads == 1 ? single : bestNanos(work, threads);
            steps.add(new Step(threads, threads * single / together));
        }
        return new Scaling(steps);
    }

    /** {@return the last step, with all processors} */
    public Step last() {
        return steps.get(steps.size() - 1);
    }

    static Iterable<Integer> counts(int processors) {
        TreeSet<Integer> counts = new TreeSet<>(List.of(1, processors));
        for (int count = 1; count < processors; count = count < ALL_UP_TO ? count + 1 : 2 * count) {
            counts.add(count);
        }
        return counts;
    }

    /** The best attempt, as this asks for what the machine can do; {@link Spread} asks how often it does. */
    private static double bestNanos(FixedWork work, int threads) {
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            best = Math.min(best, Threads.runTogether(threads, () -> {
                for (int piece = 0; piece < PIECES; piece++) {
                    work.run();
                }
            }));
        }
        return best;
    }
}
