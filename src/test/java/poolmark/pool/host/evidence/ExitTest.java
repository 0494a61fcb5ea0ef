// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitTest {

    @Test
    void jvmThatASignalEndsWhileItIsInitialisedMustCountAsInterrupted() {
        List<String> printed = List.of(
                "Error occurred during initialization of VM",
                "java.lang.InternalError: Bad level: 2",
                "at jdk.internal.misc.VM.initLevel(java.base@25.0.3/VM.java:64)");
        assertThat(new Exit(1, printed, null).isInterrupt()).isTrue();
        assertThat(new Exit(1, printed, null).isKilled())
                .as("in a pool as well, which gives up after three failures of its own")
                .isTrue();
        assertThat(new Exit(130, List.of(), null).isInterrupt()).isTrue();
    }

    @Test
    void jvmThatCannotBeInitialisedMustNotCountAsInterrupted() {
        List<String> printed =
                List.of("Error occurred during initialization of VM", "Could not reserve enough space for object heap");
        assertThat(new Exit(1, printed, null).isInterrupt()).isFalse();
        assertThat(new Exit(1, printed, null).isKilled()).isFalse();
        assertThat(new Exit(143, List.of(), null).isInterrupt()).isFalse();
        assertThat(new Exit(143, List.of(), null).isKilled()).isTrue();
        assertThat(new Exit(143, List.of(), "sent nonsense").isKilled()).isFalse();
    }
}
