// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftFilesTest {

    @TempDir
    Path directory;

    private Path temporary;
    private Path shared;
    private LeftFiles leftFiles;

    @BeforeEach
    void begin() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        shared = Files.createDirectory(directory.resolve("shm"));
        Files.createFile(shared.resolve("somebody's"));
        leftFiles = new LeftFiles(temporary, shared);
        leftFiles.begin();
    }

    @Test
    void nothingNewMustBeNothingLeft() throws IOException {
        assertThat(leftFiles.end()).isEmpty();
    }

    @Test
    void temporaryFilesMustBeNamedAndDeletedWithWhatIsInThem() throws IOException {
        Files.createDirectories(temporary.resolve("cache/deep"));
        Files.createFile(temporary.resolve("cache/deep/file"));
        assertThat(leftFiles.end()).containsExactly("cache among the temporary files");
        assertThat(temporary).isEmptyDirectory();
        assertThat(leftFiles.end()).isEmpty();
    }

    @Test
    void newSharedMemoryMustBeNamedUnlessAProcessHasItOpen() throws IOException {
        Files.createFile(shared.resolve("left"));
        try (OutputStream inUse = Files.newOutputStream(shared.resolve("in-use"))) {
            inUse.write(1);
            assertThat(leftFiles.end()).containsExactly(shared.resolve("left").toString());
        }
    }

    @Test
    void directoryMustGoWithTheRun() throws IOException {
        Files.createFile(temporary.resolve("late"));
        leftFiles.close();
        assertThat(temporary).doesNotExist();
        leftFiles.close();
    }
}
