// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import poolmark.bench.gate.fork.GateCell;
import poolmark.measure.compare.CellName;

/**
 * The cells of a gate that nobody chose cells for: what a user of the pool notices, each where it is measured best. Ten
 * rounds, and twenty more of three suspects, end within ten minutes on two processors; see the decision record 0016 for what each of them costs
 * and shows.
 */
final class QuickSet {

    private static final String PACKAGE = "poolmark.bench.";

    /** Of iterations that hold many operations. */
    private static final int SAMPLING_MILLIS = 50;

    /** Where the user names a benchmark that is not in the set. */
    private static final int WARMUPS = 2;

    private static final int ITERATIONS = 5;

    /** A fifth of a millisecond of computing a task: shows how well two workers keep two processors busy. */
    private static final Map<String, String> COMPUTE =
            Map.of("workers", "2", "workload", "cpu", "taskMicros", "200", "tasks", "24");

    /** The same in small pieces: what handing over costs becomes a part of the whole. */
    private static final Map<String, String> SMALL =
            Map.of("workers", "2", "workload", "cpu", "taskMicros", "50", "tasks", "128");

    /** Work is asleep, the processors are free: the pool's own CPU time stands alone. */
    private static final Map<String, String> TUTORIAL =
            Map.of("workers", "2", "workload", "tutorial", "taskMicros", "300", "tasks", "5");

    private static final Map<String, String> SPAWN = Map.of("workers", "2", "startMethod", "SPAWN");

    /** The first one is the control as well. */
    static final List<GateCell> CELLS = List.of(
            cell("StrategyBenchmark.poolMap", 30, 40, COMPUTE),
            cell("StrategyBenchmark.poolMap", 80, 60, TUTORIAL),
            cell("StrategyBenchmark.poolApplyAsync", 24, 24, SMALL),
            cell("ColdStartBenchmark.poolMap", 1, 5, TUTORIAL),
            cell("LifecycleBenchmark.openToFirstResult", 1, 6, SPAWN),
            cell("LifecycleBenchmark.processStartJoin", 1, 7, SPAWN),
            cell("RoundTripBenchmark.apply", 8, 10, Map.of("workers", "1", "payloadBytes", "0")),
            cell("RoundTripBenchmark.map", 8, 10, Map.of("workers", "1", "payloadBytes", "1024")));

    private QuickSet() {}

    private static GateCell cell(String benchmark, int warmups, int iterations, Map<String, String> params) {
        // Single shots are warmed by number: by time, a fork would take two seconds more, and a gate more than its ten
        // minutes.
        int sampling = benchmark.startsWith("RoundTrip") ? SAMPLING_MILLIS : 0;
        return new GateCell(new CellName(PACKAGE + benchmark, new TreeMap<>(params)), warmups, iterations, sampling);
    }

    /** {@return a cell of a benchmark that is not in the set} */
    static GateCell other(CellName name) {
        return new GateCell(name, WARMUPS, ITERATIONS, SAMPLING_MILLIS);
    }
}
