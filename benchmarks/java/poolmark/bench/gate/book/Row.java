// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param tookMillis how long it took; of a ruler when it was read, since the stage began
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

    private static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    /**
     * Where in a gate something was measured.
     *
     * @param stage 1, or 2 for the suspects
     * @param round from 1
     * @param slot place within the round, from 1
     */
    public record Place(int stage, int round, int slot) {}

    /**
     * Tells of a fork.
     *
     * @param place where in the gate
     * @param kind whether it is judged, or a control
     * @param variant which build
     * @param cell what it ran
     * @param forked what it measured; null where it failed
     * @param tookMillis how long it took
     * @param reason why it failed; empty where it did not
     * @return the row
     */
    public static Row fork(
            Place place, Kind kind, Variant variant, CellName cell, Forked forked, long tookMillis, String reason) {
        double none = Double.NaN;
        return new Row(
                place.stage,
                place.round,
                place.slot,
                kind,
                variant,
                cell.benchmark(),
                cell.params(),
                forked,
                none,
                none,
                tookMillis,
                reason);
    }

    /**
     * Tells of a ruler.
     *
     * @param place where in the gate
     * @param variant before whose fork it was read
     * @param name under which it stands in the file
     * @param nanos what it showed
     * @param atMillis when, since the stage began
     * @return the row
     */
    public static Row ruler(Place place, Variant variant, String name, long nanos, long atMillis) {
        Forked wall = new Forked(1, nanos, Double.NaN, Double.NaN, Double.NaN);
        return fork(place, Kind.RULER, variant, new CellName(name, NONE), wall, atMillis, "");
    }

    /**
     * Tells of the machine below.
     *
     * @param place the round, slot 0
     * @param stolen share of the wanted processor time that others got; NaN where not known
     * @param throttled share of the time in which a quota held us up; NaN where not known
     * @param tookMillis how long the round took
     * @return the row
     */
    public static Row machine(Place place, double stolen, double throttled, long tookMillis) {
        return new Row(
                place.stage,
                place.round,
                place.slot,
                Kind.MACHINE,
                null,
                "",
                NONE,
                null,
                stolen,
                throttled,
                tookMillis,
                "");
    }

    /** {@return the cell, or what a ruler is called} */
    public CellName cell() {
        return new CellName(benchmark, params);
    }
}
