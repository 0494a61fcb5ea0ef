// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import poolmark.bench.cli.CommandLine;

class ForkLimitTest {

    private static final Map<String, String> TEN_TASKS_OF_A_SECOND =
            Map.of("workload", "sleep", "tasks", "10", "taskMicros", "1000000");

    @Test
    void limitOfTheUserMustCount() throws Exception {
        assertThat(limit(Mode.SingleShotTime, TEN_TASKS_OF_A_SECOND, "--cell-timeout", "90s"))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void limitMustLeaveTenTimesTheSerialTimeToEachOperation() throws Exception {
        // two operations asked for and two of the suite's own, each 10 s and ten processes of 0.2 s, and the warming
        assertThat(limit(Mode.SingleShotTime, TEN_TASKS_OF_A_SECOND, "-wi", "1", "-i", "1", "-w", "3s"))
                .isEqualTo(Duration.ofSeconds(60 + 10 * 4 * (12 + 3)));
    }

    @Test
    void lengthOfAnIterationMustBeAddedWhereItIsGiven() throws Exception {
        assertThat(limit(Mode.SampleTime, Map.of("payloadBytes", "0"), "-wi", "1", "-i", "1", "-w", "2s", "-r", "3s"))
                .isEqualTo(Duration.ofMillis(60_000 + 10 * 4 * 5_200));
    }

    @Test
    void workloadOfTheUserMustGetWhatJmhAllowsForEachOperation() throws Exception {
        Map<String, String> params = Map.of("workload", "com.example.MyTask", "tasks", "10", "taskMicros", "1");
        assertThat(limit(Mode.SingleShotTime, params, "-wi", "1", "-i", "1", "-w", "3s", "-to", "5s"))
                .isEqualTo(Duration.ofSeconds(60 + 4 * (5 + 3)));
        assertThat(limit(Mode.SingleShotTime, params, "-wi", "1", "-i", "1", "-w", "3s"))
                .isEqualTo(Duration.ofSeconds(60 + 4 * (120 + 3)));
    }

    private static Duration limit(Mode mode, Map<String, String> params, String... args) throws Exception {
        return ForkLimit.of(CommandLine.parse(List.of(args)), new Cell("a.B.c", mode, new TreeMap<>(params)));
    }
}
