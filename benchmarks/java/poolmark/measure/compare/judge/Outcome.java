// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.List;
import poolmark.measure.compare.Missing;

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

    /** {@return those with that verdict} */
    public List<Judgement> with(Verdict verdict) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .toList();
    }
}
