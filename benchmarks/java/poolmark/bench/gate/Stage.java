// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import poolmark.bench.gate.book.Collection;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.GateManifest.Order;
import poolmark.bench.gate.book.RoundsFile;
import poolmark.bench.gate.book.Row;
import poolmark.bench.gate.book.Row.Kind;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;
import poolmark.bench.gate.fork.Forks;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.host.Activity;
import poolmark.measure.host.KernelFiles;
import poolmark.measure.stability.RulerReading;

/**
 * All rounds of one stage. In each round every cell gets a fork of either build, one right after the other, in a random
 * order of the cells; who goes first changes from round to round. One cell more is the control: the baseline against
 * itself, with the rulers read before each of its forks.
 */
final class Stage {

    /** Forks are counted from 1001 in the first stage: the first fork of all draws a timeline, which takes half a second. */
    private static final int FORKS_OF_STAGE = 1_000;

    /** How long after the failure of a fork the same Ctrl-C may reach this JVM. */
    private static final long STOP_GRACE_MILLIS = 250;

    private final GateManifest manifest;
    private final Order order;
    private final Map<Variant, Build> builds;
    private final Forks forks;
    private final RoundsFile file;
    private final List<Row> rows;
    private final GateProgress progress;
    private final LongPredicate stopping;
    private final Set<List<Object>> givenUp = new HashSet<>();
    private final KernelFiles kernel = KernelFiles.ofThisMachine();
    private final long begin = System.nanoTime();

    /**
     * Makes one.
     *
     * @param order the order of its rounds
     * @param rows all rows of the gate so far; grows
     * @param stopping whether the gate has to end, asked with the milliseconds that the answer may take
     */
    Stage(
            GateManifest manifest,
            Order order,
            Map<Variant, Build> builds,
            Forks forks,
            RoundsFile file,
            List<Row> rows,
            GateProgress progress,
            LongPredicate stopping) {
        this.manifest = manifest;
        this.order = order;
        this.builds = builds;
        this.forks = forks;
        this.file = file;
        this.rows = rows;
        this.progress = progress;
        this.stopping = stopping;
        rows.stream()
                .filter(row -> row.stage() == order.stage() && failed(row))
                .forEach(row -> givenUp.add(List.of(row.kind(), row.cell())));
    }

    private static boolean failed(Row row) {
        return row.forked() == null && row.kind() != Kind.MACHINE;
    }

    /** {@return the order of a stage: for each round all places, shuffled anew} */
    static Order draw(int stage, long seed, List<Integer> cells, boolean control, int rounds) {
        Random random = new Random(seed);
        List<List<Integer>> order = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Integer> places = IntStream.range(0, cells.size() + (control ? 1 : 0))
                    .boxed()
                    .collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(places, random);
            order.add(places);
        }
        return new Order(stage, seed, cells, order);
    }

    /**
     * Measures what has no rows yet.
     *
     * @return false when it had to stop before the end
     */
    boolean run() throws IOException {
        for (int round = 1; round <= order.rounds().size(); round++) {
            Activity before = Activity.read(kernel);
            long roundBegin = System.nanoTime();
            boolean measured = false;
            List<Integer> places = order.rounds().get(round - 1);
            for (int slot = 1; slot <= places.size(); slot++) {
                int place = places.get(slot - 1);
                measured |= new Slot(round, slot, place == order.cells().size() ? null : cell(place)).run();
                if (stopping.test(0)) {
                    return false;
                }
            }
            if (measured) {
                add(List.of(machine(round, before, System.nanoTime() - roundBegin)));
            }
        }
        return true;
    }

    private GateCell cell(int place) {
        return manifest.cells().get(order.cells().get(place));
    }

    private Row machine(int round, Activity before, long nanos) {
        Activity.Disturbance during = before.until(Activity.read(kernel), nanos);
        double stolen = during.stealPercent() == null ? Double.NaN : during.stealPercent() / 100;
        double throttled = during.throttledNanos() == null ? Double.NaN : (double) during.throttledNanos() / nanos;
        return Row.machine(new Row.Place(order.stage(), round, 0), stolen, throttled, nanos / 1_000_000);
    }

    private void add(List<Row> more) throws IOException {
        file.append(more);
        rows.addAll(more);
    }

    /** The two forks of a cell, or of the control, in one round. */
    private final class Slot {

        private final int round;
        private final int number;
        private final Kind kind;
        private final GateCell cell;

        /** @param cell null for the control */
        private Slot(int round, int number, GateCell cell) {
            this.round = round;
            this.number = number;
            this.kind = cell == null ? Kind.CONTROL : Kind.FORK;
            this.cell = cell == null ? manifest.control() : cell;
        }

        /** {@return whether there was anything to measure} */
        private boolean run() throws IOException {
            if (isDone() || givenUp.contains(List.of(kind, cell.name()))) {
                progress.skipped();
                return false;
            }
            List<Variant> turn = round % 2 == 1
                    ? List.of(Variant.BASELINE, Variant.CANDIDATE)
                    : List.of(Variant.CANDIDATE, Variant.BASELINE);
            Map<Variant, Forked> pair = new TreeMap<>();
            for (Variant variant : turn) {
                readRulers(variant);
                Row row = fork(variant);
                if (stopping.test(failed(row) ? STOP_GRACE_MILLIS : 0)) {
                    return true;
                }
                add(List.of(row));
                if (failed(row)) {
                    givenUp.add(List.of(kind, cell.name()));
                    progress.failed(title(), cell.name(), variant.label() + " " + row.reason());
                    return true;
                }
                pair.put(variant, row.forked());
            }
            progress.measured(title(), cell.name(), pair.get(Variant.BASELINE), pair.get(Variant.CANDIDATE));
            return true;
        }

        private String title() {
            return "round " + round + (kind == Kind.CONTROL ? " A/A" : "");
        }

        private boolean isDone() {
            Set<Variant> there = rows.stream()
                    .filter(row -> row.stage() == order.stage()
                            && row.round() == round
                            && row.slot() == number
                            && row.kind() == kind)
                    .map(Row::variant)
                    .collect(Collectors.toSet());
            return there.size() == Variant.values().length;
        }

        private void readRulers(Variant variant) throws IOException {
            if (kind == Kind.CONTROL) {
                List<Row> read = new ArrayList<>();
                for (RulerReading ruler : forks.rulers()) {
                    String name = Collection.ruler(ruler.ruler());
                    read.add(Row.ruler(place(), variant, name, ruler.nanos(), millisSince(begin)));
                }
                add(read);
            }
        }

        private Row fork(Variant variant) throws IOException {
            Build build = builds.get(kind == Kind.CONTROL ? Variant.BASELINE : variant);
            long forkBegin = System.nanoTime();
            Forked forked = null;
            String reason = "";
            try {
                forked = forks.run(build, cell, order.stage() * FORKS_OF_STAGE + round);
            } catch (Forks.ForkFailedException failure) {
                reason = failure.getMessage();
            } catch (IOException notStarted) {
                // Who stops a gate kills what is about to become a fork as well.
                if (!stopping.test(STOP_GRACE_MILLIS)) {
                    throw notStarted;
                }
                reason = notStarted.getMessage();
            }
            return Row.fork(place(), kind, variant, cell.name(), forked, millisSince(forkBegin), reason);
        }

        private Row.Place place() {
            return new Row.Place(order.stage(), round, number);
        }

        private static long millisSince(long nanos) {
            return (System.nanoTime() - nanos) / 1_000_000;
        }
    }
}
