// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;

/**
 * What is to be thought of one metric of one cell. Ratios are candidate by baseline as measured: 1.1 is a tenth more,
 * which is worse for times and better for speed-up.
 *
 * @param cell what was measured
 * @param metric the quantity
 * @param verdict what came out
 * @param baseline median over the forks, in the metric's unit
 * @param candidate the same of the other build
 * @param ratio Hodges-Lehmann estimate of the ratio
 * @param low lower end of its confidence interval; 0 where there are too few rounds for one
 * @param high upper end; infinite where there are too few rounds for one
 * @param p one-sided, exact: that rounds would look so bad, or (improved) so good, without any change
 * @param pHolm the same corrected for all that was tested together
 * @param delta the practical limit, as a part: 0.05 for 5 %
 * @param stage the stage that decided, 1 or 2
 * @param rounds number of pairs that it rests on
 * @param roundsThatWouldTell how many rounds would show a change of twice the limit nine times in ten, at this noise; 0
 *     where that is not known
 * @param reason one sentence
 */
public record Judgement(
        CellName cell,
        Metric metric,
        Verdict verdict,
        double baseline,
        double candidate,
        double ratio,
        double low,
        double high,
        double p,
        double pHolm,
        double delta,
        int stage,
        int rounds,
        int roundsThatWouldTell,
        String reason) {}
