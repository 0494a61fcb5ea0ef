// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    private static final String HOT_SPOT = "OpenJDK 64-Bit Server VM";
    private static final String DIAGNOSTIC = "-XX:+UnlockDiagnosticVMOptions";
    private static final String CLEANS_UP = "-XX:ServiceThreadCleanupInterval=10000";
    private static final String SAMPLES = "-XX:G1ConcRefinementServiceIntervalMillis=5000";

    @Test
    void optionsOfOneVersionMustNotBeGivenToAJvmThatMayNotKnowThem() {
        assertThat(JvmOptions.ofJvm(HOT_SPOT, 17)).contains(DIAGNOSTIC, SAMPLES).doesNotContain(CLEANS_UP);
        assertThat(JvmOptions.ofJvm(HOT_SPOT, 21)).contains(DIAGNOSTIC).doesNotContain(SAMPLES, CLEANS_UP);
        assertThat(JvmOptions.ofJvm("Java HotSpot(TM) 64-Bit Server VM", 25))
                .contains(DIAGNOSTIC, CLEANS_UP)
                .doesNotContain(SAMPLES);
        assertThat(JvmOptions.ofJvm(HOT_SPOT, 26)).doesNotContain(DIAGNOSTIC, SAMPLES, CLEANS_UP);
        assertThat(JvmOptions.ofJvm("Eclipse OpenJ9 VM", 17)).doesNotContain(DIAGNOSTIC, SAMPLES);
    }

    @Test
    void diagnosticOptionsMustComeAfterWhatUnlocksThem() {
        assertThat(JvmOptions.ofJvm(HOT_SPOT, 25)).containsSubsequence(DIAGNOSTIC, "-XX:AsyncDeflationInterval=5000");
        assertThat(JvmOptions.ofJvm(HOT_SPOT, 17)).containsSubsequence(DIAGNOSTIC, "-XX:ArchiveRelocationMode=0");
    }
}
