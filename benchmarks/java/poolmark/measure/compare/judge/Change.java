// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.limit.Limit;
import poolmark.measure.stats.Estimate;
import poolmark.measure.stats.HodgesLehmann;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.SignedRank;

/**
 * What the pairs of one metric say, before anybody judges. Logarithms, above 0 for worse.
 *
 * @param pairs the numbers
 * @param limit what counts
 * @param shift Hodges-Lehmann estimate with its bounds
 * @param spread standard deviation of a round, had it been normal, as the width of the interval shows it
 * @param pWorse one-sided p value for worse
 * @param pBetter one-sided p value for better
 */
record Change(Pairs pairs, Limit limit, Estimate shift, double spread, double pWorse, double pBetter) {

    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

    /** The chance to find what is there, in the number of rounds that is advised. */
    private static final double POWER = 0.9;

    /** More would be an answer for nobody. */
    private static final int MOST_ROUNDS = 1_000;

    /**
     * Looks at pairs.
     *
     * @param measured at least one pair; all numbers finite
     * @param limit what counts
     * @param alpha chance to be wrong on either side of the interval
     */
    static Change of(Pairs measured, Limit limit, double alpha) {
        Pairs pairs = measured.positive() ? measured : raised(measured, limit.floor());
        double[] ratios = pairs.logRatios();
        Estimate shift = HodgesLehmann.paired(ratios, alpha);
        double[] opposite = Arrays.stream(ratios).map(ratio -> -ratio).toArray();
        return new Change(
                measured,
                limit,
                shift,
                spread(ratios, shift, alpha),
                SignedRank.pGreater(ratios),
                SignedRank.pGreater(opposite));
    }

    /** There is no ratio to nothing; less than the floor is as good as the floor. */
    private static Pairs raised(Pairs pairs, double floor) {
        double least = floor > 0 ? floor : 1;
        return new Pairs(
                pairs.cell(), pairs.metric(), raised(pairs.baseline(), least), raised(pairs.candidate(), least));
    }

    private static double[] raised(double[] numbers, double least) {
        return Arrays.stream(numbers).map(number -> Math.max(least, number)).toArray();
    }

    /** The interval of n normal differences is about z sqrt(pi / 3) sd / sqrt(n) to either side. */
    private static double spread(double[] ratios, Estimate shift, double alpha) {
        double width = (shift.high() - shift.low()) / 2;
        if (Double.isInfinite(width)) {
            return Quantiles.of(ratios, 1) - Quantiles.of(ratios, 0);
        }
        double z = NORMAL.inverseCumulativeProbability(1 - alpha);
        return width * Math.sqrt(ratios.length) / z / Math.sqrt(Math.PI / 3);
    }

    double baselineMedian() {
        return Quantiles.median(pairs.baseline());
    }

    double candidateMedian() {
        return Quantiles.median(pairs.candidate());
    }

    /** {@return whether the difference is too small to be of interest, whatever its ratio} */
    boolean belowFloor() {
        return Math.abs(candidateMedian() - baselineMedian()) < limit.floor();
    }

    /** {@return whether a change for the worse of twice the limit, and of more than the floor, cannot be ruled out} */
    boolean blind() {
        double worst =
                Math.abs(Math.expm1(pairs.metric().better() == Metric.Direction.LOWER ? shift.high() : -shift.high()));
        return shift.high() > limit.blindLog()
                && worst * (baselineMedian() > 0 ? baselineMedian() : limit.floor()) >= limit.floor();
    }

    /**
     * How many rounds would show a change of twice the limit nine times in ten: its interval must leave out 0, and its
     * estimate must come out above the limit.
     *
     * @param alpha chance to be wrong on either side of the interval
     */
    int roundsThatWouldTell(double alpha) {
        double power = NORMAL.inverseCumulativeProbability(POWER);
        double shown = (NORMAL.inverseCumulativeProbability(1 - alpha) + power) / limit.blindLog();
        double above = power / (limit.blindLog() - limit.log());
        double needed = Math.PI / 3 * Math.pow(Math.max(shown, above) * spread, 2);
        return (int) Math.min(MOST_ROUNDS, Math.max(fewestRounds(alpha), Math.ceil(needed)));
    }

    /** Less than that many signs are never surprising. */
    private static double fewestRounds(double alpha) {
        return Math.ceil(-Math.log(alpha) / Math.log(2));
    }

    /** {@return the ratio of candidate by baseline as measured} */
    double ratio(double log) {
        return Math.exp(pairs.metric().better() == Metric.Direction.LOWER ? log : -log);
    }

    Judgement judged(Verdict verdict, double p, double pHolm, int stage, int rounds, String reason) {
        double one = ratio(shift.low());
        double other = ratio(shift.high());
        return new Judgement(
                pairs.cell(),
                pairs.metric(),
                verdict,
                baselineMedian(),
                candidateMedian(),
                ratio(shift.value()),
                Math.min(one, other),
                Math.max(one, other),
                p,
                pHolm,
                limit.relative(),
                stage,
                pairs.rounds(),
                rounds,
                reason);
    }
}
