// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import static poolmark.measure.stability.StabilityWarning.Kind.FEW_FORKS;
import static poolmark.measure.stability.StabilityWarning.Kind.FIRST_OPERATION;
import static poolmark.measure.stability.StabilityWarning.Kind.SHORT_OPERATION;
import static poolmark.measure.stability.StabilityWarning.Kind.SINGLE_FORK;
import static poolmark.measure.stability.StabilityWarning.Kind.SPREAD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import poolmark.measure.stats.Quantiles;

/** Looks at what one cell measured for reasons not to trust it. */
public final class CellStability {

    /** A first operation that takes a fifth longer than the others is part of the warm-up. */
    private static final double FIRST_BY_LATER = 1.2;

    /** The median of fewer than two later operations says nothing. */
    private static final int FEWEST_OPERATIONS = 3;

    private static final double SPREAD_LIMIT = 0.1;

    /** A difference of two readings is off by one step at most: with twenty steps by 5 %. */
    private static final double STEPS = 20;

    private static final double PRECISION = 0.05;

    private static final double CONFIDENCE = 0.95;

    private CellStability() {}

    /**
     * Looks at a cell.
     *
     * @param cell its name, for the warnings
     * @param forks for each fork the wall time in ns of its measured operations in their order, at least one each
     * @param resolutionNanos the smallest step of the clock; 0 where each value stands for many operations
     * @return the warnings; empty where all is well, or nothing was measured
     */
    public static List<StabilityWarning> warnings(String cell, List<double[]> forks, long resolutionNanos) {
        List<StabilityWarning> warnings = new ArrayList<>();
        if (!forks.isEmpty()) {
            double[] all = forks.stream().flatMapToDouble(Arrays::stream).toArray();
            first(cell, forks, warnings);
            double spread = Quantiles.spread(all);
            if (spread > SPREAD_LIMIT) {
                warnings.add(new StabilityWarning(SPREAD, cell, spread, SPREAD_LIMIT));
            }
            double steps = resolutionNanos == 0 ? STEPS : Quantiles.median(all) / resolutionNanos;
            if (steps < STEPS) {
                warnings.add(new StabilityWarning(SHORT_OPERATION, cell, steps, STEPS));
            }
            count(cell, forks, warnings);
        }
        return warnings;
    }

    private static void first(String cell, List<double[]> forks, List<StabilityWarning> warnings) {
        double[] ratios = forks.stream()
                .filter(fork -> fork.length >= FEWEST_OPERATIONS)
                .mapToDouble(fork -> fork[0] / Quantiles.median(Arrays.copyOfRange(fork, 1, fork.length)))
                .toArray();
        double ratio = ratios.length == 0 ? 1 : Quantiles.median(ratios);
        double factor = Math.max(ratio, 1 / ratio);
        if (factor > FIRST_BY_LATER) {
            warnings.add(new StabilityWarning(FIRST_OPERATION, cell, factor, FIRST_BY_LATER));
        }
    }

    private static void count(String cell, List<double[]> forks, List<StabilityWarning> warnings) {
        if (forks.size() == 1) {
            warnings.add(new StabilityWarning(SINGLE_FORK, cell, 1, 2));
            return;
        }
        double[] medians = forks.stream().mapToDouble(Quantiles::median).toArray();
        int needed = ForksNeeded.forPrecision(medians, PRECISION, CONFIDENCE);
        if (needed > forks.size()) {
            warnings.add(new StabilityWarning(FEW_FORKS, cell, needed, forks.size()));
        }
    }
}
