// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import java.util.SortedMap;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;
import poolmark.measure.compare.CellName;

/**
 * A row of {@code rounds.csv}: a fork, a reading of a ruler, or how much the machine was disturbed in a round.
 *
 * @param stage 1, or 2 for the suspects
 * @param round from 1
 * @param slot place within the round, from 1
 * @param kind what it tells of
 * @param variant which build; for a control which half of the pair; null for the machine
 * @param benchmark full name; of a ruler its name
 * @param params the benchmark's parameters
 * @param forked what a fork measured, or a ruler (its wall time); null where it failed, and for the machine
 * @param stolen share of the round's wanted processor time that others got, 0 to 1; NaN where not known or not the machine
 * @param throttled share of the round in which a quota held us up; NaN likewise
 * @param tookMillis how long it took
 * @param reason why a fork failed; else empty
 */
public record Row(
        int stage,
        int round,
        int slot,
        Kind kind,
        Variant variant,
        String benchmark,
        SortedMap<String, String> params,
        Forked forked,
        double stolen,
        double throttled,
        long tookMillis,
        String reason) {

    /** What a row tells of. */
    public enum Kind {
        /** A fork of a cell that is judged. */
        FORK,
        /** A fork of the baseline against itself. */
        CONTROL,
        /** A ruler, read before a fork of the control. */
        RULER,
        /** The machine below, over a round. */
        MACHINE
    }

    /** {@return the cell, or what a ruler is called} */
    public CellName cell() {
        return new CellName(benchmark, params);
    }
}
