// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.pool.wire.ring.SharedMemory;

class SharedFileTest {

    /** Larger than Linux gives to any process. */
    private static final String NOBODY = "999999999";

    @Test
    void sweepMustDeleteWhatTheDeadHaveLeftAndNothingElse(@TempDir Path folder) throws Exception {
        List<String> kept = List.of(
                "poolmark-" + ProcessHandle.current().pid() + "-5-1",
                "poolmark-1-5-1",
                "poolmark-chaos-1",
                "poolmark-" + NOBODY,
                "poolmark-" + NOBODY + "-1-2-3",
                "poolmark-99999999999999999999-1-2",
                "poolmark--1-2",
                "somebody-" + NOBODY + "-1-2");
        for (String name : kept) {
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(folder.resolve("poolmark-" + NOBODY + "-5-1"));
        Files.createFile(folder.resolve("poolmark-" + NOBODY + "-5-2"));
        SharedFile.sweep(folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    @Test
    void sweepMustGoOnAfterAFileThatCannotBeDeleted(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 20; i++) { // in the order of the folder, some come before the one that stays and some after
            Files.createFile(folder.resolve("poolmark-" + NOBODY + "-5-" + i));
        }
        for (int i = 20; i < 24; i++) {
            Path stays = Files.createDirectory(folder.resolve("poolmark-" + NOBODY + "-5-" + i));
            Files.createFile(stays.resolve("something"));
        }
        SharedFile.sweep(folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(4).allMatch(Files::isDirectory);
        }
    }

    @Test
    void sweepOfAFolderThatIsNotThereMustDoNothing(@TempDir Path folder) {
        SharedFile.sweep(folder.resolve("none"));
    }

    @Test
    void unlinkedFileMustBeGoneAndItsMemoryUsable() throws Exception {
        SharedFile file = SharedFile.create();
        assertThat(Path.of(file.path())).exists();
        file.unlink();
        file.unlink();
        assertThat(Path.of(file.path())).doesNotExist();
        assertThat(file.memory().requestOutput().write(new byte[3], 0, 3)).isEqualTo(3);
        file.memory().release();
    }

    @Test
    void ringsMustBeSmallWhereAContainerGivesItsUsualRoomAndLargeOnAMachine() {
        assertThat(SharedFile.ringBytes(64L << 20)).isEqualTo(SharedMemory.SMALL_RING_BYTES);
        assertThat(SharedFile.ringBytes(0)).isEqualTo(SharedMemory.SMALL_RING_BYTES);
        assertThat(SharedFile.ringBytes(2L << 30)).isEqualTo(SharedMemory.LARGE_RING_BYTES);
        assertThat(SharedFile.ringBytes(Long.MAX_VALUE)).isEqualTo(SharedMemory.LARGE_RING_BYTES);
    }
}
