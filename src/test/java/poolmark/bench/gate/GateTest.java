// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.RoundsFile;
import poolmark.bench.gate.book.Row;
import poolmark.bench.gate.fork.Build;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;
import poolmark.bench.gate.fork.Forks;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.judge.Verdict;
import poolmark.measure.compare.limit.ThresholdsFile;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.stability.RulerReading;

/** A gate over numbers that are made up: what it measures in which order, keeps, finds, and does after a stop. */
class GateTest {

    private static final int ROUNDS = 10;

    private static final CellName MAP = name("StrategyBenchmark.poolMap");
    private static final CellName CLOSE = name("LifecycleBenchmark.close");
    private static final CellName APPLY = name("RoundTripBenchmark.apply");

    @TempDir
    Path directory;

    private final Simulation forks = new Simulation();

    private static CellName name(String benchmark) {
        return new CellName("poolmark.bench." + benchmark, new TreeMap<>(Map.of("workers", "2")));
    }

    /** A fork takes 20 ms, give or take two percent. */
    private static final class Simulation implements Forks {

        private static final double NANOS = 20e6;

        private final Random random = new Random(5);
        private final List<String> ran = new ArrayList<>();
        private double slowerWall = 1;
        private CellName slow;
        private int unstartable = -1;
        private CellName broken;
        private Variant brokenIn = Variant.CANDIDATE;

        @Override
        public Forked run(Build build, GateCell cell, int number) throws ForkFailedException, IOException {
            ran.add(number + " " + build.variant() + " " + cell.name().shortName());
            if (ran.size() == unstartable) {
                throw new IOException("a dummy cannot be started");
            }
            if (cell.name().equals(broken) && build.variant() == brokenIn) {
                throw new ForkFailedException("a dummy is broken");
            }
            boolean worse = cell.name().equals(slow) && build.variant() == Variant.CANDIDATE;
            return new Forked(5, noisy() * (worse ? slowerWall : 1), noisy(), noisy(), noisy());
        }

        private double noisy() {
            return NANOS * (1 + 0.02 * random.nextGaussian());
        }

        @Override
        public List<RulerReading> rulers() {
            return List.of(new RulerReading("cpu", 0, Math.round(noisy())));
        }
    }

    private GateStart begin(List<Missing> missing) throws IOException {
        List<GateCell> cells = List.of(cell(MAP), cell(CLOSE), cell(APPLY));
        GateManifest.Side side = new GateManifest.Side("a.jar", "0", "1a2b3c4d", List.of());
        GateManifest manifest = new GateManifest(
                GateManifest.SCHEMA,
                "id",
                State.RUNNING,
                "",
                null,
                List.of(),
                "",
                side,
                side,
                null,
                null,
                null,
                42,
                ROUNDS,
                ROUNDS,
                1_000,
                1,
                cells,
                cells.get(0),
                missing,
                List.of(),
                List.of(),
                null);
        manifest.write(directory);
        return start(manifest);
    }

    private GateStart start(GateManifest manifest) throws IOException {
        Map<Variant, Build> builds = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            builds.put(variant, new Build(variant, Path.of("a.jar"), "0", null, List.of(), new TreeMap<>()));
        }
        return new GateStart(directory, manifest, builds, new ArrayList<>(new RoundsFile(directory).read()));
    }

    private static GateCell cell(CellName name) {
        return new GateCell(name, 1, 5, 100);
    }

    private Outcome measure(GateStart start, LongPredicate stopping) throws IOException {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Gate(start, ThresholdsFile.defaults(), forks, stopping, nowhere).measure();
    }

    private Outcome measure() throws IOException {
        return measure(begin(List.of()), millis -> false);
    }

    @Test
    void equalBuildsMustPassAfterOneStage() throws IOException {
        assertThat(measure().exitCode()).isZero();
        assertThat(forks.ran).hasSize(ROUNDS * (3 + 1) * 2);
    }

    @Test
    void eachRoundMustMeasureEveryCellOfBothBuildsSideBySideAndChangeWhoGoesFirst() throws IOException {
        measure();
        for (int pair = 0; pair < forks.ran.size(); pair += 2) {
            String[] first = forks.ran.get(pair).split(" ");
            String[] second = forks.ran.get(pair + 1).split(" ");
            assertThat(second[0] + second[2]).isEqualTo(first[0] + first[2]);
            boolean odd = Integer.parseInt(first[0]) % 2 == 1;
            boolean control = first[1].equals(second[1]);
            assertThat(first[1]).isEqualTo(odd || control ? "BASELINE" : "CANDIDATE");
        }
        assertThat(forks.ran.stream().distinct())
                .as("each fork but those of the control once")
                .hasSize(ROUNDS * 3 * 2);
    }

    @Test
    void roundsMustComeInOrdersOfTheirOwn() throws IOException {
        measure();
        GateManifest written = GateManifest.read(directory);
        assertThat(written.stages()).hasSize(1);
        assertThat(written.stages().get(0).rounds().stream().distinct().count()).isGreaterThan(3);
        assertThat(written.stages().get(0).rounds())
                .allSatisfy(round -> assertThat(round).containsExactlyInAnyOrder(0, 1, 2, 3));
    }

    @Test
    void aSlowdownMustBeFoundUnderItsOwnNameByFreshForksOfItsCellAlone() throws IOException {
        forks.slow = CLOSE;
        forks.slowerWall = 1.5;
        Outcome outcome = measure();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.with(Verdict.REGRESSION))
                .extracting(Judgement::cell, Judgement::metric)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(CLOSE, Metric.WALL));
        assertThat(forks.ran.subList(ROUNDS * 8, forks.ran.size()))
                .hasSize(ROUNDS * 4)
                .noneMatch(fork -> fork.endsWith("RoundTripBenchmark.apply"));
        assertThat(GateManifest.read(directory).stages())
                .extracting(GateManifest.Order::seed)
                .containsExactly(42L, 43L);
    }

    @Test
    void whatFailsInTheCandidateMustBeARegressionAndNotBeRunAgain() throws IOException {
        forks.broken = APPLY;
        Outcome outcome = measure();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.cell()).isEqualTo(APPLY))
                .satisfies(missing -> assertThat(missing.reason()).contains("a dummy is broken"));
        assertThat(forks.ran.stream().filter(fork -> fork.endsWith("apply"))).hasSizeBetween(1, 2);
    }

    @Test
    void whatFailsInTheBaselineMustBeNoRegression() throws IOException {
        forks.broken = APPLY;
        forks.brokenIn = Variant.BASELINE;
        assertThat(measure().exitCode()).isEqualTo(4);
    }

    @Test
    void aBenchmarkThatVanishedMustBeARegression() throws IOException {
        CellName gone = name("StrategyBenchmark.gone");
        Outcome outcome =
                measure(begin(List.of(new Missing(gone, Missing.Kind.LOST, "only in the baseline"))), millis -> false);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.missing()).extracting(Missing::cell).containsExactly(gone);
    }

    /** A Ctrl-C in the middle of a fork's start was told as results that could not be written. */
    @Test
    void aForkThatCannotBeStartedWhileTheGateIsStoppedMustBeNoFailure() throws IOException {
        forks.unstartable = 17;
        assertThat(measure(begin(List.of()), millis -> forks.ran.size() >= 17)).isNull();
        assertThat(new RoundsFile(directory).read())
                .filteredOn(row -> row.kind() == Row.Kind.FORK)
                .allSatisfy(row -> assertThat(row.forked()).isNotNull());
    }

    @Test
    void aForkThatCannotBeStartedOtherwiseMustEndTheGate() throws IOException {
        forks.unstartable = 17;
        GateStart start = begin(List.of());
        assertThatThrownBy(() -> measure(start, millis -> false)).hasMessage("a dummy cannot be started");
    }

    @Test
    void aGateThatWasStoppedAnywhereMustGoOnWhereItWas() throws IOException {
        forks.slow = MAP;
        forks.slowerWall = 1.5;
        int forksInAll = ROUNDS * 8 + ROUNDS * 4;
        GateStart start = begin(List.of());
        Outcome outcome = null;
        int sessions = 0;
        while (outcome == null) {
            sessions++;
            int until = forks.ran.size() + 17;
            outcome = measure(start, millis -> forks.ran.size() >= until);
            start = start(GateManifest.read(directory));
        }
        assertThat(sessions).isBetween(5, 12);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.with(Verdict.REGRESSION)).extracting(Judgement::cell).containsExactly(MAP);
        assertThat(forks.ran.size())
                .as("only pairs that were cut off ran twice")
                .isBetween(forksInAll, forksInAll + 2 * sessions);
        List<Row> forkRows = new RoundsFile(directory)
                .read().stream().filter(row -> row.kind() == Row.Kind.FORK).toList();
        assertThat(forkRows.stream()
                        .map(row -> List.of(row.stage(), row.round(), row.variant(), row.cell()))
                        .distinct())
                .hasSize(ROUNDS * 3 * 2 + ROUNDS * 2);
    }
}
