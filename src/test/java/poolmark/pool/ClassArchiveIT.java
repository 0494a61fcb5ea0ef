// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
            assertThat(files).singleElement().asString().matches(".*\\.(jsa|aot)-[0-9]+");
        }
    }

    @Test
    void archiveMustBeMadeWithoutBeingAskedForInAFolderOfTheUsersOwn(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("poolmark");
        assertThat(run(List.of(), Map.of("XDG_CACHE_HOME", folder.toString()), archives, "twice"))
                .containsExactly("false", "true");
        assertThat(Files.getPosixFilePermissions(archives)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void archivesMustNotBeMadeWhereTheyAreSwitchedOff(@TempDir Path folder) throws Exception {
        assertThat(run(
                        List.of("-Dpoolmark.archive=off"),
                        Map.of("XDG_CACHE_HOME", folder.toString()),
                        folder.resolve("poolmark"),
                        "patiently"))
                .containsExactly("false");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void libraryNeedNotBeFirstInTheClassPath(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        String[] entries = classPath().split(File.pathSeparator);
        Collections.reverse(Arrays.asList(entries));
        assertThat(run(
                        List.of("-Dpoolmark.archive=" + archives, "-cp", String.join(File.pathSeparator, entries)),
                        Map.of(),
                        archives,
                        "twice"))
                .containsExactly("false", "true");
    }

    @Test
    void programOfJarsMustHaveItsFunctionsInAnArchiveOfItsOwn(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        Path program = jarOfThis(folder.resolve("program.jar"));
        Path log = folder.resolve("classes.log");
        assertThat(runProgram(program, archives, "logged " + log)).containsExactly("false", "true");
        try (Stream<Path> files = Files.list(archives)) {
            assertThat(files).as("for all programs, and for this one").hasSize(2);
        }
        assertThat(sourceOfMain(log)).contains("shared objects file");
    }

    @Test
    void programThatWasBuiltAnewMustNotRunFromItsArchive(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        Path program = jarOfThis(folder.resolve("program.jar"));
        Path log = folder.resolve("classes.log");
        assertThat(runProgram(program, archives, "rebuilt " + log))
                .as("the second worker has the archive of the library, or none, and says nothing")
                .hasSize(2);
        assertThat(sourceOfMain(log)).contains(program.toString());
        assertThat(runProgram(program, archives, "once"))
                .as("another run has the one of all programs at once")
                .containsExactly("true");
    }

    /** From JDK 25 on; before, an archive costs nobody what he does not use. */
    @Test
    void archiveThatIsLoadedWholeMustGrowOnceTheProgramUsesItsWorkersForMore(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        Path program = jarOfThis(folder.resolve("program.jar"));
        boolean isLoadedWhole = Runtime.version().feature() >= 25;
        runProgram(program, archives, "objects " + (isLoadedWhole ? 3 : 2));
        try (Stream<Path> files = Files.list(archives)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names)
                    .filteredOn(name -> name.contains("-objects-memory."))
                    .hasSize(isLoadedWhole ? 1 : 2);
            assertThat(names).filteredOn(name -> name.contains("-objects.")).hasSize(isLoadedWhole ? 1 : 0);
        }
        assertThat(runProgram(program, archives, "which"))
                .as("the next run has what was needed in this one from its beginning")
                .singleElement()
                .asString()
                .contains(isLoadedWhole ? "-objects.aot" : "-objects-memory.jsa");
    }

    /** With some options a JVM refuses to start beside an archive. */
    @Test
    void optionsOfTheEnvironmentMustNotMeetAnArchive(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        run(archives, "twice");
        assertThat(run(
                        List.of("-Dpoolmark.archive=" + archives),
                        Map.of("_JAVA_OPTIONS", "-Xshare:auto"),
                        archives,
                        "once"))
                .contains("false");
    }

    private static String sourceOfMain(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(Main.class.getName() + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A jar with this class and those in it. */
    private static Path jarOfThis(Path jar) throws IOException {
        Path classes = Path.of(place(ClassArchiveIT.class));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes.resolve("poolmark/pool"))) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("ClassArchiveIT"))
                    .toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static List<String> runProgram(Path program, Path archives, String mode)
            throws IOException, InterruptedException {
        String[] entries = classPath().split(File.pathSeparator);
        entries[entries.length - 1] = program.toString();
        return run(
                List.of("-Dpoolmark.archive=" + archives, "-cp", String.join(File.pathSeparator, entries)),
                Map.of(),
                archives,
                mode);
    }

    @Test
    void makerOfAnArchiveMustNotOutliveTheParent(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        Process parent = start(List.of("-Dpoolmark.archive=" + archives), Map.of(), archives, "slowly");
        assertThat(parent.inputReader().readLine()).as("its own worker is done").isEqualTo("false");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> parent.descendants().findAny().isPresent());
        List<ProcessHandle> makers = parent.descendants().toList();
        parent.destroyForcibly().waitFor();
        await().atMost(Duration.ofSeconds(10)).until(() -> makers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void folderBelowOneThatOthersMayWriteToMustNotBeUsed(@TempDir Path folder) throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path archives = open.resolve("archives");
        assertThat(run(archives, "patiently")).containsExactly("false");
        assertThat(archives).isEmptyDirectory();
    }

    @Test
    void archiveThatIsNoneMustBeNoHindrance(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        run(archives, "twice");
        try (Stream<Path> files = Files.list(archives)) {
            Path archive = files.findFirst().orElseThrow();
            Files.delete(archive);
            String nothing = "nothing that a JVM could use";
            String name = archive.getFileName().toString();
            Files.writeString(
                    archive.resolveSibling(name.substring(0, name.lastIndexOf('-') + 1) + nothing.length()), nothing);
        }
        assertThat(run(archives, "once")).as("nor print anything").containsExactly("false");
    }

    @Test
    void archiveThatWasCutOffMustBeMadeAnew(@TempDir Path folder) throws Exception {
        Path archives = folder.resolve("archives");
        run(archives, "twice");
        Path archive;
        try (Stream<Path> files = Files.list(archives)) {
            archive = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 5));
        assertThat(run(archives, "once")).containsExactly("false");
        Files.delete(archive);
        assertThat(run(archives, "twice")).containsExactly("false", "true");
    }

    @Test
    void folderThatOthersMayWriteToMustNotBeUsed(@TempDir Path folder) throws Exception {
        Path archives = Files.createDirectory(folder.resolve("archives"));
        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(run(archives, "patiently")).containsExactly("false");
        assertThat(archives).isEmptyDirectory();
    }

    private static List<String> run(Path archives, String mode) throws IOException, InterruptedException {
        return run(List.of("-Dpoolmark.archive=" + archives), Map.of(), archives, mode);
    }

    private static List<String> run(List<String> options, Map<String, String> environment, Path archives, String mode)
            throws IOException, InterruptedException {
        Process process = start(options, environment, archives, mode);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }

    private static Process start(List<String> options, Map<String, String> environment, Path archives, String mode)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath()));
        command.addAll(options); // a second -cp wins
        command.addAll(List.of(Main.class.getName(), archives.toString()));
        command.addAll(List.of(mode.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
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
            if (args[1].equals("which")) {
                try (TaskProcess<String> process = TaskProcess.start(Main::mapped)) {
                    System.out.println(process.join());
                }
                return;
            }
            System.out.println(usesArchive());
            if (args[1].equals("objects")) {
                awaitArchives(archives, 2);
                for (int i = 0; i < 2; i++) { // what comes back is known when the next is sent something
                    try (TaskProcess<StringBuilder> process = TaskProcess.start(Main::object)) {
                        process.join();
                    }
                }
                awaitArchives(archives, Integer.parseInt(args[2]));
            }
            if (args[1].equals("slowly")) {
                Thread.sleep(PATIENCE_MILLIS);
            }
            if (args[1].equals("patiently")) {
                Thread.sleep(3_000); // longer than the making is put off
            }
            if (args[1].equals("twice")) {
                awaitArchives(archives, 1);
                System.out.println(usesArchive());
            }
            if (args[1].equals("logged") || args[1].equals("rebuilt")) {
                awaitArchives(archives, 2);
                if (args[1].equals("rebuilt")) {
                    Path program = Path.of(place(Main.class));
                    Files.setLastModifiedTime(program, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
                }
                System.out.println(usesArchive("-Xlog:class+load:file=" + args[2]));
            }
        }

        private static void awaitArchives(Path archives, int count) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (countIn(archives) < count && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        }

        /** The option is one that an archive does not depend on. */
        private static boolean usesArchive(String... jvmArgs) {
            try (TaskProcess<Boolean> process = TaskProcess.<Boolean>builder(Main::isMapped)
                    .jvmArgs(jvmArgs)
                    .start()) {
                return process.join();
            }
        }

        private static boolean isMapped() throws IOException {
            return mapped().contains("/worker-");
        }

        private static String mapped() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
                return lines.filter(line -> line.contains("/worker-"))
                        .findFirst()
                        .orElse("none");
            }
        }

        private static StringBuilder object() {
            return new StringBuilder("what Java serialization has to write");
        }

        private static long countIn(Path archives) throws IOException {
            if (!Files.isDirectory(archives)) {
                return 0;
            }
            try (Stream<Path> files = Files.list(archives)) {
                return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)-[0-9]+"))
                        .count();
            }
        }
    }
}
