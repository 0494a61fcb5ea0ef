// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @Test
    void wordAndRestMustBeTakenApart() {
        assertThat(Line.parse("@version Java 17")).contains(new Line("version", "Java 17"));
        assertThat(Line.parse("@ready")).contains(new Line("ready", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "[01:46] Ignite node stopped OK", " @ready"})
    void noiseMustBePassedOver(String text) {
        assertThat(Line.parse(text)).isEmpty();
    }

    @Test
    void sampleMustBeDividedByItsUnits() throws Exception {
        Line.Took took = Line.parse("@took start-join 3000 2").orElseThrow().took();
        assertThat(took.row()).isEqualTo("start-join");
        assertThat(took.nanosPerUnit()).isEqualTo(1500);
    }

    @Test
    void sampleMayBeNegativeBecauseTheTutorialsIsAboveAnIdeal() throws Exception {
        assertThat(Line.parse("@took tutorial-map -5 1").orElseThrow().took().nanosPerUnit())
                .isEqualTo(-5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@took", "@took x", "@took x 1", "@took x one 1", "@took x 1 0", "@took x 1 -1", "@took x 1 1 1"
            })
    void sampleThatMakesNoSenseMustBeRefused(String text) {
        assertThatThrownBy(() -> Line.parse(text).orElseThrow().took())
                .isInstanceOf(Line.ProtocolException.class)
                .hasMessageContaining("took");
    }
}
