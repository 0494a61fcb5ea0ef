// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import poolmark.measure.result.Sample;

class ResultTableTest {

    private static final long MILLI = 1_000_000;

    @Test
    void tableMustLookLikeTheGoldenFile() throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (int op = 0; op < 3; op++) {
            samples.add(strategy("StrategyBenchmark.serial", 1, (100 + op) * MILLI, MILLI, 0));
            samples.add(strategy("StrategyBenchmark.serial", 2, (100 + op) * MILLI, MILLI, 0));
            samples.add(strategy("StrategyBenchmark.poolMap", 2, (50 + 10 * op) * MILLI, 2 * MILLI, 3 * MILLI));
            samples.add(strategy("StrategyBenchmark.poolMap", 10, 25 * MILLI, 2 * MILLI, 3 * MILLI));
            samples.add(strategy("ColdStartBenchmark.poolMap", 2, 202 * MILLI, 2 * MILLI, 90 * MILLI));
            samples.add(sample("RoundTripBenchmark.apply", Map.of("payloadBytes", "0"), 12_340, 5_000, 6, true));
        }
        assertThat(ResultTable.of(samples, 4)).isEqualTo(golden("result-table.txt"));
    }

    @Test
    void operationsThatDoNotCountMustBeLeftOut() {
        Sample wrong = sample("RulerBenchmark.cpu", Map.of(), 5 * MILLI, 1, 1, false);
        assertThat(ResultTable.of(List.of(wrong), 4)).isEmpty();
    }

    @Test
    void withoutASerialRunThereMustBeNoSpeedUp() {
        String table = ResultTable.of(List.of(strategy("StrategyBenchmark.poolMap", 2, MILLI, 1, 1)), 2);
        assertThat(table.lines().findFirst()).hasValue("StrategyBenchmark tasks=5 workload=tutorial");
        assertThat(table.lines().skip(1).findFirst().orElse("")).doesNotContain("speed-up");
    }

    private static Sample strategy(String benchmark, int workers, long wall, long parent, long children) {
        Map<String, String> params = Map.of("workers", Integer.toString(workers), "tasks", "5", "workload", "tutorial");
        return sample(benchmark, params, wall, parent, children, true);
    }

    private static Sample sample(
            String benchmark, Map<String, String> params, long wall, long parent, long children, boolean ok) {
        return new Sample(
                "run",
                "",
                "poolmark.bench." + benchmark,
                new TreeMap<>(params),
                1,
                "measure",
                1,
                wall,
                parent,
                children,
                0,
                0,
                0,
                ok);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ResultTableTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
