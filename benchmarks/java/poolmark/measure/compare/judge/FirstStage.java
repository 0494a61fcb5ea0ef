// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.List;
import java.util.stream.Stream;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;

/**
 * What the rounds over all cells say.
 *
 * @param collected what they measured
 * @param judgements one for each cell and metric; suspects and open ones as {@link Verdict#CANNOT_TELL}
 * @param suspects those of them that look worse
 * @param open those of them that the rounds did not suffice for; empty where the controls moved
 * @param doubts why the run as a whole proves nothing; empty where it does
 */
public record FirstStage(
        Collected collected,
        List<Judgement> judgements,
        List<Judgement> suspects,
        List<Judgement> open,
        List<String> doubts) {

    /** Takes copies. */
    public FirstStage {
        judgements = List.copyOf(judgements);
        suspects = List.copyOf(suspects);
        open = List.copyOf(open);
        doubts = List.copyOf(doubts);
    }

    /** {@return what has to be measured again, suspects first} */
    public List<Judgement> repeated() {
        return Stream.concat(suspects.stream(), open.stream()).toList();
    }

    /** {@return the cells that have to be measured again, each once, suspects first} */
    public List<CellName> repeatedCells() {
        return repeated().stream().map(Judgement::cell).distinct().toList();
    }
}
