// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.limit.Limit;
import poolmark.measure.stats.Estimate;
import poolmark.measure.stats.HodgesLehmann;
import poolmark.measure.stats.Quantiles;
import poolmark.measure.stats.RankSum;

/**
 * The forks of one cell and metric in two runs, and what they say before anybody judges. Shifts are of logarithms, above 0 for
 * worse.
 *
 * @param cell what was measured
 * @param metric the quantity
 * @param old one number per fork
 * @param fresh the same of the new run
 * @param limit what counts
 * @param shift Hodges-Lehmann estimate with its bounds
 * @param p two-sided p value
 */
record Samples(CellName cell, Metric metric, double[] old, double[] fresh, Limit limit, Estimate shift, double p) {

    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

    /** Chance of the interval to miss the truth, and of any false finding in the whole comparison. */
    static final double ALPHA = 0.05;

    /** The chance to find what is there, in the number of forks that is advised. */
    private static final double POWER = 0.9;

    /** More would be an answer for nobody. */
    private static final int MOST_FORKS = 1_000;

    static Samples of(CellName cell, Metric metric, double[] old, double[] fresh, Limit limit) {
        double[] first = logs(metric, old, limit);
        double[] second = logs(metric, fresh, limit);
        double oneSided = Math.min(RankSum.pGreater(first, second), RankSum.pGreater(second, first));
        Estimate shift = HodgesLehmann.shift(first, second, ALPHA / 2);
        return new Samples(cell, metric, old, fresh, limit, shift, Math.min(1, 2 * oneSided));
    }

    /** There is no logarithm of nothing; less than the floor is as good as the floor. */
    private static double[] logs(Metric metric, double[] numbers, Limit limit) {
        int sign = metric.better() == Metric.Direction.LOWER ? 1 : -1;
        double least = limit.floor() > 0 ? limit.floor() : 1;
        return Arrays.stream(numbers)
                .map(number -> sign * Math.log(number > 0 ? number : least))
                .toArray();
    }

    boolean belowFloor() {
        return Math.abs(Quantiles.median(fresh) - Quantiles.median(old)) < limit.floor();
    }

    boolean worse() {
        return shift.value() > limit.log() && !belowFloor();
    }

    boolean better() {
        return shift.value() < -limit.log() && !belowFloor();
    }

    boolean blind() {
        double worst = Math.abs(Math.expm1(metric.better() == Metric.Direction.LOWER ? shift.high() : -shift.high()));
        return shift.high() > limit.blindLog()
                && worst * (Quantiles.median(old) > 0 ? Quantiles.median(old) : limit.floor()) >= limit.floor();
    }

    /** {@return whether all of it is too little to be of interest} */
    boolean negligible() {
        return Math.max(Quantiles.median(old), Quantiles.median(fresh)) < limit.floor();
    }

    /** {@return whether no numbers whatever could show anything, with so few of them} */
    boolean tooFew() {
        return smallestP(old.length, fresh.length) > ALPHA;
    }

    private static double smallestP(int first, int second) {
        return 2 / CombinatoricsUtils.binomialCoefficientDouble(first + second, first);
    }

    /**
     * How many forks of each would show a change of twice the limit nine times in ten, at this spread.
     *
     * @param tests how many are corrected for
     */
    int forksThatWouldTell(int tests) {
        int needed = 2;
        while (smallestP(needed, needed) * tests > ALPHA) {
            needed++;
        }
        double width = (shift.high() - shift.low()) / 2;
        if (Double.isInfinite(width)) {
            return needed;
        }
        double z = NORMAL.inverseCumulativeProbability(1 - ALPHA / 2);
        double perFork = width / z / Math.sqrt(1.0 / old.length + 1.0 / fresh.length);
        double wanted = limit.blindLog() / (z + NORMAL.inverseCumulativeProbability(POWER));
        double forSpread = Math.ceil(2 * Math.pow(perFork / wanted, 2));
        return (int) Math.min(MOST_FORKS, Math.max(needed, forSpread));
    }

    Judgement judged(Verdict verdict, double pHolm, int tests, String reason) {
        int sign = metric.better() == Metric.Direction.LOWER ? 1 : -1;
        double one = Math.exp(sign * shift.low());
        double other = Math.exp(sign * shift.high());
        return new Judgement(
                cell,
                metric,
                verdict,
                Quantiles.median(old),
                Quantiles.median(fresh),
                Math.exp(sign * shift.value()),
                Math.min(one, other),
                Math.max(one, other),
                p,
                pHolm,
                limit.relative(),
                1,
                Math.min(old.length, fresh.length),
                forksThatWouldTell(tests),
                reason);
    }
}
