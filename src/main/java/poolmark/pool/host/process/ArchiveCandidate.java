// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import poolmark.pool.host.archive.ArchiveFolder;
import poolmark.pool.host.archive.ArchiveKind;
import poolmark.pool.host.archive.LibraryJar;

/**
 * An archive of classes that is there or could be made, for workers that are started in some way.
 *
 * @param making how the worker is started that makes it
 * @param name what it is kept as
 * @param isOfProgram whether it is for the whole class path, so that no other program will use it
 * @param uses what its workers can be used for without loading more
 */
record ArchiveCandidate(LaunchSpec making, String name, boolean isOfProgram, Uses uses) {

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
            "-agent",
            "-Xrun",
            "-XX:Flags",
            "-XX:VMOptionsFile",
            "@");

    /**
     * What makes no difference to it: other properties, which may be different in every run of a program, and what a JVM is to write
     * down, as who makes an archive must not write into the files of others.
     */
    private static final List<String> OF_NO_EFFECT = List.of("-D", "-Xlog", "-verbose", "-XX:StartFlightRecording");

    private static final List<String> OPTIONS_BY_ENVIRONMENT =
            List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    /** Any two of which one covers the other come in that order. */
    private static final List<Uses> MOST_FIRST =
            List.of(Uses.ALL, new Uses(true, false), new Uses(false, true), new Uses(false, false));

    /**
     * Those for such workers, the one that holds most first.
     *
     * <p>What is loaded whole holds what a program has used its workers for and no more, and more once it has used them for more. One that
     * is there tells what was needed before.
     */
    static List<ArchiveCandidate> of(LaunchSpec spec) {
        if (LibraryJar.PATH == null || isUsersOwn(spec.jvmArgs()) || isUsersOwn(optionsByEnvironment(spec))) {
            return List.of();
        }
        List<ArchiveCandidate> all = new ArrayList<>();
        String whole = LibraryJar.first(spec.classPath());
        for (String path : archivable(whole)) {
            LaunchSpec making = new LaunchSpec(lasting(spec.jvmArgs()), path, spec.environment());
            boolean isOfProgram = path.equals(whole);
            String name = name(making);
            for (Uses uses : isOfProgram && ArchiveKind.OF_THIS_JVM.isLoadedWhole() ? MOST_FIRST : List.of(Uses.ALL)) {
                all.add(new ArchiveCandidate(
                        making, uses.in(name) + ArchiveKind.OF_THIS_JVM.suffix(), isOfProgram, uses));
            }
        }
        return all;
    }

    /**
     * Whether all of it is in the class path as it is written. JDK 25 does not look whether other jars, which a manifest names, have
     * changed since, and would run what they once held.
     */
    boolean isSelfContained() {
        for (String entry : making.classPath().split(File.pathSeparator)) {
            try (JarFile jar = new JarFile(entry)) {
                Manifest manifest = jar.getManifest();
                if (manifest != null && manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH) != null) {
                    return false;
                }
            } catch (IOException | RuntimeException e) {
                return false; // replaced under way, or none
            }
        }
        return true;
    }

    /** The words of the options that a JVM takes from its environment. */
    private static List<String> optionsByEnvironment(LaunchSpec spec) {
        List<String> words = new ArrayList<>();
        for (String variable : OPTIONS_BY_ENVIRONMENT) {
            String value = spec.environment() == null
                    ? System.getenv(variable)
                    : spec.environment().get(variable);
            words.addAll(value == null ? List.of() : List.of(value.trim().split("[\\s\"']+")));
        }
        return words;
    }

    private static List<String> lasting(List<String> jvmArgs) {
        return jvmArgs.stream().filter(option -> !begins(option, OF_NO_EFFECT)).toList();
    }

    private static boolean isUsersOwn(List<String> jvmArgs) {
        return jvmArgs.stream().anyMatch(option -> begins(option, OF_USER));
    }

    private static boolean begins(String option, List<String> beginnings) {
        return beginnings.stream().anyMatch(option::startsWith);
    }

    /**
     * The parts of a class path that can be archived: all of it, and what goes up to the jar of this library, as a JVM takes an
     * archive whose class path is the beginning of its own. Only what is of jars alone.
     */
    private static List<String> archivable(String classPath) {
        List<String> paths = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        boolean holdsLibrary = false;
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.endsWith(".jar") || !Files.isRegularFile(Path.of(entry))) {
                return paths;
            }
            path.append(path.length() == 0 ? "" : File.pathSeparator).append(entry);
            if (!holdsLibrary && LibraryJar.is(entry)) {
                holdsLibrary = true;
                paths.add(path.toString());
            }
        }
        if (holdsLibrary && !paths.contains(path.toString())) {
            paths.add(0, path.toString());
        }
        return paths;
    }

    /** Its name changes with everything that makes an archive useless. */
    private static String name(LaunchSpec making) {
        long hash =
                0xCBF29CE484222325L; // FNV-1a: a digest of java.security takes longer to load than a worker to start
        List<String> parts = new ArrayList<>(JvmOptions.ALWAYS);
        parts.addAll(making.jvmArgs());
        parts.add(System.getProperty("java.home"));
        parts.add(System.getProperty("java.vm.version"));
        parts.addAll(optionsByEnvironment(making));
        for (String entry : making.classPath().split(File.pathSeparator)) {
            parts.add(entry + "|" + ArchiveFolder.state(Path.of(entry)));
        }
        for (char c : String.join("\n", parts).toCharArray()) {
            hash = (hash ^ c) * 0x100000001B3L;
        }
        return ArchiveFolder.NAME_START + Long.toHexString(hash);
    }
}
