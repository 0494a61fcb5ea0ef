// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.Examples;

class ComparisonJsonTest {

    @Test
    void everyNumberMustBeThere() throws IOException {
        Comparison comparison = Examples.everything();
        JsonNode root = new ObjectMapper().readTree(ComparisonJson.of(comparison));
        assertThat(root.path("schema").asText()).isEqualTo("poolmark/comparison/1");
        assertThat(root.path("exitCode").asInt()).isEqualTo(1);
        assertThat(root.path("judgements")).hasSize(5);
        JsonNode worst = root.path("judgements").get(0);
        assertThat(worst.path("verdict").asText()).isEqualTo("REGRESSION");
        assertThat(worst.path("benchmark").asText()).isEqualTo("poolmark.bench.StrategyBenchmark.poolMap");
        assertThat(worst.path("params").path("workers").asText()).isEqualTo("2");
        assertThat(worst.path("ratio").asDouble()).isBetween(1.13, 1.15);
        assertThat(worst.path("p").asDouble()).isEqualTo(1 / 1024.0);
        assertThat(worst.path("pHolm").asDouble()).isEqualTo(3 / 1024.0);
        assertThat(worst.path("n").asInt()).isEqualTo(10);
        assertThat(root.path("numbers")).hasSize(8);
        assertThat(root.path("numbers").get(0).path("candidate")).hasSize(10);
        assertThat(root.path("missing")).hasSize(3);
        assertThat(root.path("method").asText()).contains("10 rounds (seed 42)");
    }
}
