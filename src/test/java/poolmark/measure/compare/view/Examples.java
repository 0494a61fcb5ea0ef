// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Controls;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.Pairs;
import poolmark.measure.compare.judge.FirstStage;
import poolmark.measure.compare.judge.Judge;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.limit.ThresholdsFile;
import poolmark.measure.compare.view.Comparison.Party;

/** A gate in which everything happened that can, judged by the judge. */
public final class Examples {

    private static final double MILLI = 1e6;

    private static final double[] QUIET = {0.3, -0.2, 0.1, -0.4, 0.2, -0.1, 0.4, -0.3, 0.15, -0.25};

    private static final double[] LOUD = {40, -30, 55, -25, 35, -40, 50, -20, 10, -15};

    private Examples() {}

    /** {@return one regression, one of noise, one improvement, one undecided, one passed, one lost, one new} */
    public static Comparison everything() {
        List<Missing> missing = List.of(
                new Missing(cell("LifecycleBenchmark.close", Map.of()), Missing.Kind.LOST, ""),
                new Missing(
                        cell("Evil.name", Map.of("p", "a|b")), Missing.Kind.FAILED, "<script>\n% :: \u0001 *x* @all"),
                new Missing(cell("New.one", Map.of()), Missing.Kind.ADDED, ""));
        Collected first = new Collected(
                42,
                List.of(
                        pairs("StrategyBenchmark.poolMap", Metric.WALL, 20 * MILLI, QUIET, 15),
                        pairs("StrategyBenchmark.poolMap", Metric.CPU_TOTAL, 30 * MILLI, QUIET, -10),
                        pairs("StrategyBenchmark.serial", Metric.WALL, 90 * MILLI, QUIET, 7),
                        pairs("StrategyBenchmark.serial", Metric.MEMORY_WORKERS, 40 * (1 << 20), QUIET, 0),
                        pairs("RoundTripBenchmark.apply", Metric.WALL, 2 * MILLI, LOUD, 0)),
                missing,
                Controls.none());
        Collected fresh = new Collected(
                43,
                List.of(
                        pairs("StrategyBenchmark.poolMap", Metric.WALL, 20 * MILLI, QUIET, 14),
                        pairs("StrategyBenchmark.serial", Metric.WALL, 90 * MILLI, QUIET, 0),
                        pairs("RoundTripBenchmark.apply", Metric.WALL, 2 * MILLI, LOUD, 0)),
                List.of(),
                Controls.none());
        Judge judge = new Judge(ThresholdsFile.defaults());
        FirstStage stage = judge.firstStage(first);
        return gate(List.of(first, fresh), judge.secondStage(stage, fresh));
    }

    /** {@return a gate in which nothing happened} */
    public static Comparison nothing() {
        Collected first = new Collected(
                42,
                List.of(pairs("StrategyBenchmark.poolMap", Metric.WALL, 20 * MILLI, QUIET, 0)),
                List.of(),
                Controls.none());
        Judge judge = new Judge(ThresholdsFile.defaults());
        return gate(List.of(first), judge.outcome(judge.firstStage(first)));
    }

    /** {@return a gate with that many regressions and lost cells, whose controls moved, too} */
    public static Comparison disaster(int cells) {
        List<Pairs> pairs = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (int number = 0; number < cells; number++) {
            pairs.add(pairs("StrategyBenchmark.cell" + number, Metric.WALL, 20 * MILLI, QUIET, 30));
            missing.add(new Missing(cell("Lost.cell" + number, Map.of()), Missing.Kind.LOST, ""));
        }
        Controls controls =
                new Controls(List.of(pairs("Control.one", Metric.WALL, MILLI, QUIET, 9)), List.of(), 0.1, 0.1);
        Collected first = new Collected(42, pairs, missing, controls);
        Judge judge = new Judge(ThresholdsFile.defaults());
        return gate(
                List.of(first, first),
                judge.secondStage(judge.firstStage(first), new Collected(43, pairs, List.of(), Controls.none())));
    }

    private static Comparison gate(List<Collected> stages, Outcome outcome) {
        return Comparison.ofGate(
                new Party("old.jar", "2 x Model | CPU", "17.0.15", "1a2b3c4d"),
                new Party("new.jar", "2 x Model | CPU", "17.0.15", "5e6f7a8b and changes"),
                stages,
                outcome,
                List.of("ruler cpu moved"));
    }

    private static CellName cell(String name, Map<String, String> params) {
        return new CellName("poolmark.bench." + name, new TreeMap<>(params));
    }

    private static Pairs pairs(String name, Metric metric, double baseline, double[] percent, double shift) {
        double[] old = new double[percent.length];
        double[] fresh = new double[percent.length];
        Arrays.fill(old, baseline);
        Arrays.setAll(fresh, round -> baseline * (1 + (percent[round] + shift) / 100));
        return new Pairs(cell(name, Map.of("workers", "2")), metric, old, fresh);
    }

    /** {@return a golden file} */
    public static String golden(String name) throws IOException {
        try (InputStream in = Examples.class.getResourceAsStream("/poolmark/measure/compare/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
