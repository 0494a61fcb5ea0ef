// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No file stays behind, looked for where nobody else has any: in folders given to one program and its workers alone. */
class TemporaryFilesIT extends FaultCase {

    @ParameterizedTest
    @ValueSource(strings = {"close", "halt"})
    void nothingMustStayInTheTemporaryOrTheWorkingFolder(String end, @TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path working = Files.createDirectory(folder.resolve("work"));
        Set<Path> sharedBefore = list(Path.of("/dev/shm"));
        run(end, temporary, working);
        if (end.equals("halt")) {
            // it may have been in the milliseconds in which shared memory has a name: the next one to start sweeps that
            run("close", temporary, working);
        }
        Thread.sleep(200);
        assertThat(list(temporary)).isEmpty();
        assertThat(list(working)).isEmpty();
        Set<Path> shared = list(Path.of("/dev/shm"));
        shared.removeAll(sharedBefore);
        assertThat(shared)
                .filteredOn(file -> file.toString().contains("poolmark"))
                .isEmpty();
    }

    private static void run(String end, Path temporary, Path working) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:-UsePerfData",
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        TemporaryFilesMain.class.getName(),
                        end)
                .directory(working.toFile())
                .inheritIO()
                .start();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static Set<Path> list(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }
}
