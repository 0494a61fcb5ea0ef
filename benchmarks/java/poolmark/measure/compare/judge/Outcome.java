// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.List;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.limit.Thresholds;

/**
 * What came out of a comparison.
 *
 * @param judgements one for each cell and metric
 * @param missing cells that only one build has results of
 * @param doubts why the run as a whole proves nothing; empty where it does
 * @param exitCode 0 fine, 1 a regression or a benchmark lost, 3 cannot tell, 4 the baseline itself failed
 */
public record Outcome(List<Judgement> judgements, List<Missing> missing, List<String> doubts, int exitCode) {

    /** Exit code: nothing became worse. */
    public static final int FINE = 0;

    /** Exit code: something became worse, or a benchmark is lost. */
    public static final int REGRESSION = 1;

    /** Exit code: nobody can tell. */
    public static final int CANNOT_TELL = 3;

    /** Exit code: the baseline's own benchmarks failed. */
    public static final int RUN_FAILED = 4;

    /** Takes copies. */
    public Outcome {
        judgements = List.copyOf(judgements);
        missing = List.copyOf(missing);
        doubts = List.copyOf(doubts);
    }

    /** What certainly happened goes before what nobody can tell. */
    static Outcome of(List<Judgement> judgements, List<Missing> missing, List<String> doubts, Thresholds thresholds) {
        boolean baseline = missing.stream().anyMatch(cell -> cell.kind() == Missing.Kind.BASELINE_FAILED);
        boolean worse =
                missing.stream().anyMatch(cell -> fails(cell, thresholds)) || has(judgements, Verdict.REGRESSION);
        boolean open = !doubts.isEmpty() || has(judgements, Verdict.CANNOT_TELL);
        int exitCode = baseline ? RUN_FAILED : worse ? REGRESSION : open ? CANNOT_TELL : FINE;
        return new Outcome(judgements, missing, doubts, exitCode);
    }

    private static boolean fails(Missing cell, Thresholds thresholds) {
        return cell.kind() == Missing.Kind.FAILED
                || (cell.kind() == Missing.Kind.LOST && !thresholds.mayLack(cell.cell()));
    }

    private static boolean has(List<Judgement> judgements, Verdict verdict) {
        return judgements.stream().anyMatch(judgement -> judgement.verdict() == verdict);
    }

    /** {@return those with that verdict} */
    public List<Judgement> with(Verdict verdict) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .toList();
    }
}
