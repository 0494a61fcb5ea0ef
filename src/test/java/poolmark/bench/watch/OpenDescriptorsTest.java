// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.ServerSocket;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenDescriptorsTest {

    @Test
    void pipesAndSocketsThatStayOpenMustBeSeenUntilTheyAreClosed() throws Exception {
        assumeThat(Files.exists(Path.of("/proc/self/fd"))).isTrue();
        new ServerSocket(0).close();
        OpenDescriptors before = OpenDescriptors.now();
        Pipe pipe = Pipe.open();
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(socket.isBound()).isTrue();
            assertThat(before.openedSince()).hasSize(3).anyMatch(name -> name.contains("socket:"));
        }
        assertThat(before.openedSince()).hasSize(2).allMatch(name -> name.contains("pipe:"));
        pipe.source().close();
        pipe.sink().close();
        assertThat(before.openedSince()).isEmpty();
    }
}
