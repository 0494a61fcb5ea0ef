// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.List;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;

/**
 * What the rounds over all cells say.
 *
 * @param collected what they measured
 * @param judgements one for each cell and metric; suspects as {@link Verdict#CANNOT_TELL}
 * @param suspects those of them that have to be measured again: what looks worse, then what the rounds did not suffice for
 * @param doubts why the run as a whole proves nothing; empty where it does
 */
public record FirstStage(
        Collected collected, List<Judgement> judgements, List<Judgement> suspects, List<String> doubts) {

    /** Takes copies. */
    public FirstStage {
        judgements = List.copyOf(judgements);
        suspects = List.copyOf(suspects);
        doubts = List.copyOf(doubts);
    }

    /** {@return the cells that have to be measured again, each once, those that look worse first} */
    public List<CellName> suspectCells() {
        return suspects.stream().map(Judgement::cell).distinct().toList();
    }
}
