// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An archive of the classes that every worker loads, in the form in which a JVM uses them (class-data sharing): a worker that
 * has it starts a quarter faster. One for each JVM, class path and set of options, kept in the folder that the system
 * property {@value #PROPERTY} names; without that there are none. It is made in the background, by a worker that does
 * nothing else, the first time that it would have been of use; without it, or with one that does not fit, workers start as ever.
 *
 * <p>Assumption: who may write to the folder may run code as this user anyway; else it is not used.
 */
final class ClassArchive {

    /** The folder to keep archives in. */
    private static final String PROPERTY = "poolmark.archive";

    /** By then the first results are there, and a program that only wanted these has ended. */
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_KEPT = 64;

    private static final List<String> OF_USER =
            List.of("-Xshare", "-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit", "-XX:AOT", "-javaagent", "-agent");

    /** What was asked for before in this JVM; one that cannot be made is not tried twice. */
    private static final Set<Path> ASKED_FOR = ConcurrentHashMap.newKeySet();

    private static final Path FOLDER = folder();

    private ClassArchive() {}

    /** Options that let a worker use its archive; none where there is none, yet or at all. */
    static List<String> options(LaunchSpec spec) {
        String prefix = FOLDER == null || isUsersOwn(spec.jvmArgs()) ? null : archivable(spec.classPath());
        if (prefix == null) {
            return List.of();
        }
        Path archive = FOLDER.resolve(name(spec.jvmArgs(), prefix));
        if (Files.exists(archive)) {
            return using(archive);
        }
        if (ASKED_FOR.add(archive)) {
            LaunchSpec making = new LaunchSpec(spec.jvmArgs(), prefix, spec.environment());
            Clockwork.after(DELAY_NANOS, () -> make(making, archive));
        }
        return List.of();
    }

    private static List<String> using(Path archive) {
        // an archive that does not fit is no reason to print anything
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static boolean isUsersOwn(List<String> jvmArgs) {
        return jvmArgs.stream().anyMatch(option -> OF_USER.stream().anyMatch(option::startsWith));
    }

    /**
     * The first part of a class path, up to the jar of this library: a JVM takes an archive whose class path is the
     * beginning of its own. Null where that part is not of jars alone, which is all that can be archived.
     */
    private static String archivable(String classPath) {
        String library = library();
        StringBuilder prefix = new StringBuilder();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.endsWith(".jar") || !Files.isRegularFile(Path.of(entry))) {
                return null;
            }
            prefix.append(prefix.length() == 0 ? "" : File.pathSeparator).append(entry);
            if (entry.equals(library)) {
                return prefix.toString();
            }
        }
        return null;
    }

    private static String library() {
        try {
            return Path.of(ClassArchive.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException | RuntimeException e) {
            return null; // loaded in some way of its own
        }
    }

    /** Changes with everything that makes an archive useless. */
    private static String name(List<String> jvmArgs, String prefix) {
        long hash =
                0xCBF29CE484222325L; // FNV-1a: a digest of java.security takes longer to load than a worker to start
        List<String> parts = new ArrayList<>(jvmArgs);
        parts.add(System.getProperty("java.home"));
        parts.add(System.getProperty("java.vm.version"));
        for (String entry : prefix.split(File.pathSeparator)) {
            File jar = new File(entry);
            parts.add(entry + "|" + jar.length() + "|" + jar.lastModified());
        }
        for (char c : String.join("\n", parts).toCharArray()) {
            hash = (hash ^ c) * 0x100000001B3L;
        }
        return "worker-" + Long.toHexString(hash) + ".jsa";
    }

    /** Runs a worker once that writes the archive when it ends. Runs on the thread for deadlines only to start another. */
    private static void make(LaunchSpec spec, Path archive) {
        Clockwork.later(() -> {
            Path unfinished = archive.resolveSibling(
                    archive.getFileName() + "." + ProcessHandle.current().pid());
            try {
                sweep();
                List<String> arguments = new ArrayList<>(spec.jvmArgs());
                arguments.add("-XX:ArchiveClassesAtExit=" + unfinished);
                arguments.add("-Xlog:cds=off");
                arguments.add("-Xlog:cds+dynamic=off");
                Rehearsal rehearsal = new Rehearsal(new LaunchSpec(arguments, spec.classPath(), spec.environment()));
                if (rehearsal.run() && Files.size(unfinished) > 0) {
                    Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException | RuntimeException e) {
                // workers start without it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                unfinished.toFile().delete();
            }
        });
    }

    /** Makes room: the oldest go, and what a JVM left behind that was killed while it made one. */
    private static void sweep() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> oldest = files.filter(
                            file -> file.getFileName().toString().startsWith("worker-"))
                    .sorted((a, b) ->
                            Long.compare(b.toFile().lastModified(), a.toFile().lastModified()))
                    .skip(MOST_KEPT)
                    .toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The folder, made where it is missing; null where none is wanted, or others could change what is in it. */
    private static Path folder() {
        String wanted = System.getProperty(PROPERTY, "");
        if (wanted.isEmpty()) {
            return null;
        }
        try {
            Path folder = Path.of(wanted).toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return isPrivate(folder) ? folder : null;
        } catch (IOException | RuntimeException e) {
            return null; // a full disk, or no such permissions on this system
        }
    }

    private static boolean isPrivate(Path folder) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        return attributes.owner().getName().equals(System.getProperty("user.name"))
                && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }
}
