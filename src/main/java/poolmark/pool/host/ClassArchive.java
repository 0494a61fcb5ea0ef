// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import poolmark.pool.host.archive.ArchiveFolder;
import poolmark.pool.host.archive.ArchiveKind;
import poolmark.pool.host.archive.LibraryJar;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

/**
 * An archive of the classes that workers of one kind load, in the form in which a JVM uses them: a worker that has it starts
 * in little more time than a JVM that does nothing. It holds this library's, and where the class path is of jars alone those of
 * the functions which workers were sent as well. Kept in the {@link ArchiveFolder}, by JVM, class path and options. It is made in the
 * background, by a worker that does nothing else, soon after the first function was sent; without it, or with one that
 * does not fit, workers start as ever. Thread-safe.
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

    /**
     * What makes no difference to it: other properties, which may be different in every run of a program, and what a JVM is to write
     * down, as who makes an archive must not write into the files of others.
     */
    private static final List<String> OF_NO_EFFECT = List.of("-D", "-Xlog", "-verbose", "-XX:StartFlightRecording");

    private static final List<String> OPTIONS_BY_ENVIRONMENT = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    /** A program has few kinds of launches; one that has more loses what was found out about them, and finds it out again. */
    private static final int MOST_KINDS = 32;

    private static final int MOST_FUNCTIONS = 64;

    private static final Map<LaunchSpec, ClassArchive> KINDS = new ConcurrentHashMap<>();

    /** By name: one that cannot be made is not tried twice in this JVM. Guards the making, too: one at a time. */
    private static final Set<String> TRIED = new HashSet<>();

    private static final ArchiveKind KIND = ArchiveKind.of(Runtime.version().feature());

    private static final Path FOLDER = ArchiveFolder.open();

    /** Those that workers of this kind could use, the one that holds most first. */
    private final List<Candidate> candidates;

    private final FunctionNames functions = new FunctionNames(MOST_FUNCTIONS);
    private final AtomicBoolean askedFor = new AtomicBoolean();
    /** The first of the candidates, once it was seen. */
    private volatile Path best;

    /** One that is there or could be made: how the worker is started that makes it, and what it is kept as. */
    private record Candidate(LaunchSpec making, String name) {

        Path find() {
            return ArchiveFolder.find(FOLDER, name);
        }
    }

    private ClassArchive(LaunchSpec spec) {
        boolean possible = FOLDER != null && LibraryJar.PATH != null && !isUsersOwn(spec.jvmArgs());
        candidates = possible
                ? archivable(spec.classPath()).stream()
                        .map(path -> candidate(spec, path))
                        .toList()
                : List.of();
    }

    /** The one for workers that are started so. */
    static ClassArchive of(LaunchSpec spec) {
        if (KINDS.size() > MOST_KINDS) {
            KINDS.clear();
        }
        return KINDS.computeIfAbsent(spec, ClassArchive::new);
    }

    /** Options that let a worker use the archive; none where there is none, yet or at all. */
    List<String> options() {
        Path known = best;
        if (known != null && ArchiveFolder.isWhole(known)) {
            return KIND.using(known);
        }
        for (Candidate candidate : candidates) {
            Path found = candidate.find();
            if (found != null) {
                best = candidate == candidates.get(0) ? found : null;
                return KIND.using(found);
            }
        }
        best = null;
        return List.of();
    }

    /** A worker is sent that function: where there is no archive yet, soon there is one with what is needed to call it. */
    void isWantedFor(byte[] function) {
        if (best == null && !candidates.isEmpty()) {
            functions.add(function);
            if (askedFor.compareAndSet(false, true)) {
                Clockwork.after(DELAY_NANOS, () -> Clockwork.later(this::makeMissing));
            }
        }
    }

    /**
     * Makes the archive for such workers now, where there is none and could be one: for programs that measure. Blocks for
     * some seconds.
     *
     * @param spec how they will be started
     * @param functions tasks, jobs and actions that they will be sent; what cannot travel is left out
     * @return whether there is one now
     */
    public static boolean prepare(LaunchSpec spec, Object... functions) {
        ClassArchive archive = of(spec);
        Codec codec = Codec.ofParent(new ObjectBytes(ClassArchive.class.getClassLoader(), null));
        for (Object function : functions) {
            try {
                ByteSink encoded = new ByteSink();
                codec.write(encoded, function);
                archive.functions.add(encoded.toByteArray());
            } catch (UntransferableException e) {
                // nor can it be sent
            }
        }
        archive.makeMissing();
        return !archive.options().isEmpty();
    }

    /** First what all programs can use, so that there is something in case this one ends soon. */
    private void makeMissing() {
        synchronized (TRIED) {
            for (int i = candidates.size() - 1; i >= 0 && candidates.get(0).find() == null; i--) {
                Candidate candidate = candidates.get(i);
                if (candidate.find() == null && TRIED.add(candidate.name())) {
                    make(candidate);
                }
            }
        }
    }

    private static Candidate candidate(LaunchSpec spec, String path) {
        LaunchSpec making = new LaunchSpec(lasting(spec.jvmArgs()), path, spec.environment());
        return new Candidate(making, name(making));
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
        for (String entry : LibraryJar.first(classPath).split(File.pathSeparator)) {
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
    private boolean rehearse(LaunchSpec spec, List<String> more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(spec.jvmArgs());
        arguments.addAll(more);
        LaunchSpec whole = new LaunchSpec(arguments, spec.classPath(), spec.environment());
        return new Rehearsal(whole, functions.list()).run();
    }

    /** Runs a worker that writes the archive when it ends, and one that tries it, before anybody else gets it. */
    private void make(Candidate candidate) {
        Path unfinished =
                FOLDER.resolve(candidate.name() + "." + ProcessHandle.current().pid());
        try {
            ArchiveFolder.sweep(FOLDER);
            if (rehearse(candidate.making(), KIND.making(unfinished))
                    && Files.exists(unfinished)
                    && rehearse(candidate.making(), KIND.using(unfinished))) {
                ArchiveFolder.keep(unfinished, candidate.name());
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
