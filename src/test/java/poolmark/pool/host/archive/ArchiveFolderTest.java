// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFolderTest {

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void folderMustBeTheOneThatIsNamedOrTheSystemsOwnForSuchThings(@TempDir Path home) {
        String h = home.toString();
        assertThat(ArchiveFolder.wanted("OFF", "Linux", h, null)).isNull();
        assertThat(ArchiveFolder.wanted("/a/b", "Linux", h, "/c")).isEqualTo(Path.of("/a/b"));
        assertThat(ArchiveFolder.wanted("", "Linux", h, "/c")).isEqualTo(Path.of("/c/poolmark"));
        assertThat(ArchiveFolder.wanted("", "Linux", h, "relative")).isEqualTo(home.resolve(".cache/poolmark"));
        assertThat(ArchiveFolder.wanted("", "Linux", h, "")).isEqualTo(home.resolve(".cache/poolmark"));
        assertThat(ArchiveFolder.wanted("", "Mac OS X", h, null)).isEqualTo(home.resolve("Library/Caches/poolmark"));
    }

    @Test
    void homeThatIsNoneMustGiveNoFolder(@TempDir Path home) {
        for (String none :
                new String[] {"", "?", "no/home", home.resolve("missing").toString()}) {
            assertThat(ArchiveFolder.wanted("", "Linux", none, null)).as(none).isNull();
        }
    }

    @Test
    void folderMustNotBeSafeWhereOthersCouldChangeWhatIsFoundThere(@TempDir Path base) throws IOException {
        Path folder = Files.createDirectories(base.resolve("one/two"));
        allow(base.resolve("one"), "rwxr-xr-x");
        allow(folder, "rwx------");
        assertThat(ArchiveFolder.isSafe(folder)).isTrue();
        for (String open : new String[] {"rwxrwxr-x", "rwxr-xrwx", "rwxrwxrwx"}) {
            allow(folder, open);
            assertThat(ArchiveFolder.isSafe(folder)).as("itself " + open).isFalse();
            allow(folder, "rwx------");
            allow(base.resolve("one"), open);
            assertThat(ArchiveFolder.isSafe(folder)).as("above it " + open).isFalse();
            allow(base.resolve("one"), "rwxr-xr-x");
        }
    }

    @Test
    void archiveMustBeFoundByItsNameAndOnlyWhole(@TempDir Path folder) throws IOException {
        Path unfinished = Files.writeString(folder.resolve("worker-1.jsa.77"), "all of it");
        Files.writeString(folder.resolve("worker-5"), "no archive");
        Files.writeString(folder.resolve("other-1.jsa-5"), "other");
        assertThat(ArchiveFolder.list(folder)).isEmpty();
        ArchiveFolder.keep(unfinished, "worker-1.jsa");
        assertThat(ArchiveFolder.list(folder)).containsOnlyKeys("worker-1.jsa");
        Path kept = ArchiveFolder.list(folder).get("worker-1.jsa");
        assertThat(ArchiveFolder.isWhole(kept)).isTrue();
        assertThat(kept).hasContent("all of it");
        Files.writeString(kept, "all of");
        assertThat(ArchiveFolder.isWhole(kept)).isFalse();
        assertThat(ArchiveFolder.list(folder)).isEmpty();
        assertThat(ArchiveFolder.list(folder.resolve("gone"))).isEmpty();
    }

    /** As those who pack programs set the times of all files. */
    @Test
    void fileThatTookAnothersPlaceMustBeAnotherThoughTimeAndLengthAreTheSame(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jar"), "one");
        FileTime time = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, time);
        String before = ArchiveFolder.state(file);
        assertThat(ArchiveFolder.state(file)).isEqualTo(before);
        Path next = Files.writeString(folder.resolve("b.jar"), "two");
        Files.setLastModifiedTime(next, time);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(ArchiveFolder.state(file)).isNotEqualTo(before);
    }

    @Test
    void archiveThatAnotherProcessHasMadeMeanwhileMustStay(@TempDir Path folder) throws IOException {
        ArchiveFolder.keep(Files.writeString(folder.resolve("worker-1.jsa.7"), "first"), "worker-1.jsa");
        ArchiveFolder.keep(Files.writeString(folder.resolve("worker-1.jsa.8"), "the second"), "worker-1.jsa");
        assertThat(ArchiveFolder.list(folder).get("worker-1.jsa")).hasContent("first");
    }

    @Test
    void whatAKilledMakerLeftBehindMustGoAndWhatIsBeingMadeStay(@TempDir Path folder) throws IOException {
        long gone = 999_999_999_999L; // no system gives such an id
        for (String name : new String[] {"worker-1.aot." + gone, "worker-1.aot." + gone + ".config"}) {
            Files.createFile(folder.resolve(name));
        }
        Path unfinished =
                folder.resolve("worker-3.aot." + ProcessHandle.current().pid());
        Path second = Files.createFile(folder.resolve(unfinished.getFileName() + ".config"));
        Files.createFile(unfinished);
        ArchiveFolder.sweep(folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(unfinished, second);
        }
        ArchiveFolder.discard(unfinished);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thoseNotReadForLongestMustGoAndFilesOfOthersStay(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("something else"));
        for (int i = 0; i < 40; i++) {
            Path file = Files.createFile(folder.resolve("worker-" + i + ".jsa-0"));
            setLastRead(file, i + 1);
        }
        setLastRead(folder.resolve("worker-3.jsa-0"), 50);
        ArchiveFolder.sweep(folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .contains("something else", "worker-39.jsa-0", "worker-29.jsa-0", "worker-3.jsa-0")
                    .hasSize(13);
        }
    }

    private static void setLastRead(Path file, int hour) throws IOException {
        Files.setAttribute(file, "lastAccessTime", FileTime.from(hour, TimeUnit.HOURS));
    }
}
