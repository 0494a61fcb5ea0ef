// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.exec.DefaultExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The archive of what workers load, in a program that has the library as a jar. */
@ExtendWith(NothingLeftBehind.class)
class ClassArchiveIT {

    private static final long PATIENCE_MILLIS = 60_000;

    @Test
    void workersMustUseTheArchiveOnceItIsThere(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        assertThat(run(archives, "twice")).containsExactly("false", "true");
        try (Stream<Path> files = Files.list(archives)) {
            assertThat(files).singleElement().asString().endsWith(".jsa");
        }
    }

    @Test
    void archiveThatDoesNotFitMustBeNoHindrance(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        run(archives, "twice");
        try (Stream<Path> files = Files.list(archives)) {
            Path archive = files.findFirst().orElseThrow();
            Files.delete(archive);
            Files.writeString(archive, "nothing that a JVM could use");
        }
        assertThat(run(archives, "once")).as("nor print anything").containsExactly("false");
    }

    @Test
    void folderThatOthersMayWriteToMustNotBeUsed(@TempDir Path folder) throws Exception {
        Path archives = Files.createDirectory(folder.resolve("archives"));
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(run(archives, "patiently")).containsExactly("false");
        assertThat(archives).isEmptyDirectory();
    }

    private static List<String> run(Path archives, String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Dpoolmark.archive=" + archives);
        command.addAll(List.of("-cp", classPath(), Main.class.getName(), archives.toString(), mode));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }

    private static String classPath() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path library = built.filter(
                            file -> file.getFileName().toString().matches("poolmark-[\\d.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            return String.join(
                    File.pathSeparator,
                    library.toAbsolutePath().toString(),
                    place(DefaultExecutor.class),
                    place(ClassArchiveIT.class));
        }
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** Says of one worker after the other whether it has an archive. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws Exception {
            Path archives = Path.of(args[0]);
            System.out.println(usesArchive());
            if (args[1].equals("patiently")) {
                Thread.sleep(3_000); // longer than the making is put off
            }
            if (args[1].equals("twice")) {
                long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
                while (!isThere(archives) && System.nanoTime() < deadline) {
                    Thread.sleep(20);
                }
                System.out.println(usesArchive());
            }
        }

        private static boolean usesArchive() {
            try (TaskProcess<Boolean> process = TaskProcess.start(Main::isMapped)) {
                return process.join();
            }
        }

        private static boolean isMapped() throws IOException {
            return Files.readString(Path.of("/proc/self/maps")).contains("/worker-");
        }

        private static boolean isThere(Path archives) throws IOException {
            try (Stream<Path> files = Files.list(archives)) {
                return files.anyMatch(file -> file.toString().endsWith(".jsa"));
            }
        }
    }
}
