// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import poolmark.pool.host.archive.ArchiveFolder;
import poolmark.pool.host.archive.ArchiveKind;
import poolmark.pool.host.archive.LibraryJar;

/**
 * An archive of the classes that every worker loads, in the form in which a JVM uses them: a worker that has it starts in
 * little more time than a JVM that does nothing. One for each JVM, beginning of a class path and set of options, kept in the
 * {@link ArchiveFolder}. It is made in the background, by a worker that does nothing else, the first time that it would
 * have been of use; without it, or with one that does not fit, workers start as ever.
 */
public final class ClassArchive {

    /** By then the first results are there, and a program that only wanted these has ended. */
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Those with which the user cares for such things himself, or that no archive goes with. */
    private static final List<String> OF_USER = List.of(
            "-Xshare",
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:+AutoCreateSharedArchive",
            "-XX:AOT",
            "-Xbootclasspath",
            "--patch-module",
            "--upgrade-module-path",
            "-Djava.system.class.loader",
            "-Djdk.module",
            "-javaagent",
            "-agent");

    /** Other properties make no difference to it, and may be different in every run of a program. */
    private static final String PROPERTY = "-D";

    private static final List<String> OPTIONS_BY_ENVIRONMENT = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    /** What was asked for before in this JVM; one that cannot be made is not tried twice. */
    private static final Set<String> ASKED_FOR = ConcurrentHashMap.newKeySet();

    private static final ArchiveKind KIND = ArchiveKind.of(Runtime.version().feature());

    private static final Path FOLDER = ArchiveFolder.open();

    private ClassArchive() {}

    /**
     * Options that let a worker use its archive.
     *
     * @param spec how the worker is started
     * @return none where there is no archive, yet or at all
     */
    static List<String> options(LaunchSpec spec) {
        LaunchSpec making = making(spec);
        if (making == null) {
            return List.of();
        }
        String name = name(making);
        Path archive = ArchiveFolder.find(FOLDER, name);
        if (archive == null && ASKED_FOR.add(name)) {
            Clockwork.after(DELAY_NANOS, () -> Clockwork.later(() -> make(making, name)));
        }
        return archive == null ? List.of() : KIND.using(archive);
    }

    /**
     * Makes the archive for such workers now, where there is none and could be one: for programs that measure. Blocks for
     * about a second.
     *
     * @param spec how they will be started
     * @return whether there is one now
     */
    public static boolean prepare(LaunchSpec spec) {
        LaunchSpec making = making(spec);
        if (making == null) {
            return false;
        }
        String name = name(making);
        if (ArchiveFolder.find(FOLDER, name) == null && ASKED_FOR.add(name)) {
            make(making, name);
        }
        return ArchiveFolder.find(FOLDER, name) != null;
    }

    /** How the worker is started that makes it; null where there can be none. */
    private static LaunchSpec making(LaunchSpec spec) {
        String prefix = FOLDER == null || isUsersOwn(spec.jvmArgs()) ? null : archivable(spec.classPath());
        return prefix == null ? null : new LaunchSpec(lasting(spec.jvmArgs()), prefix, spec.environment());
    }

    private static List<String> lasting(List<String> jvmArgs) {
        return jvmArgs.stream().filter(option -> !option.startsWith(PROPERTY)).toList();
    }

    private static boolean isUsersOwn(List<String> jvmArgs) {
        return jvmArgs.stream().anyMatch(option -> OF_USER.stream().anyMatch(option::startsWith));
    }

    /**
     * The first part of a class path, up to the jar of this library: a JVM takes an archive whose class path is the
     * beginning of its own. Null where that part is not of jars alone, which is all that can be archived.
     */
    private static String archivable(String classPath) {
        if (LibraryJar.PATH == null) {
            return null;
        }
        StringBuilder prefix = new StringBuilder();
        for (String entry : LibraryJar.first(classPath).split(File.pathSeparator)) {
            if (!entry.endsWith(".jar") || !Files.isRegularFile(Path.of(entry))) {
                return null;
            }
            prefix.append(prefix.length() == 0 ? "" : File.pathSeparator).append(entry);
            if (LibraryJar.is(entry)) {
                return prefix.toString();
            }
        }
        return null;
    }

    /** Its name changes with everything that makes an archive useless. */
    private static String name(LaunchSpec making) {
        long hash =
                0xCBF29CE484222325L; // FNV-1a: a digest of java.security takes longer to load than a worker to start
        List<String> parts = new ArrayList<>(JvmOptions.ALWAYS);
        parts.addAll(making.jvmArgs());
        parts.add(System.getProperty("java.home"));
        parts.add(System.getProperty("java.vm.version"));
        for (String variable : OPTIONS_BY_ENVIRONMENT) {
            parts.add(
                    making.environment() == null
                            ? System.getenv(variable)
                            : making.environment().get(variable));
        }
        for (String entry : making.classPath().split(File.pathSeparator)) {
            File jar = new File(entry);
            parts.add(entry + "|" + jar.length() + "|" + jar.lastModified());
        }
        for (char c : String.join("\n", parts).toCharArray()) {
            hash = (hash ^ c) * 0x100000001B3L;
        }
        return ArchiveFolder.NAME_START + Long.toHexString(hash) + KIND.suffix();
    }

    /** Whether a worker with these further options goes well, from start to end. */
    private static boolean rehearse(LaunchSpec spec, List<String> more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(spec.jvmArgs());
        arguments.addAll(more);
        return new Rehearsal(new LaunchSpec(arguments, spec.classPath(), spec.environment())).run();
    }

    /** Runs a worker that writes the archive when it ends, and one that tries it, before anybody else gets it. */
    private static void make(LaunchSpec spec, String name) {
        Path unfinished = FOLDER.resolve(name + "." + ProcessHandle.current().pid());
        try {
            ArchiveFolder.sweep(FOLDER);
            if (rehearse(spec, KIND.making(unfinished))
                    && Files.exists(unfinished)
                    && rehearse(spec, KIND.using(unfinished))) {
                ArchiveFolder.keep(unfinished, name);
            }
        } catch (IOException | RuntimeException e) {
            // workers start without it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ArchiveFolder.discard(unfinished);
        }
    }
}
