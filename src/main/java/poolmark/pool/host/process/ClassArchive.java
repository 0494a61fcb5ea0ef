// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

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
import java.util.concurrent.locks.ReentrantLock;
import poolmark.pool.host.archive.ArchiveFolder;
import poolmark.pool.host.archive.ArchiveKind;
import poolmark.pool.host.thread.Clockwork;
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

    /** A program has few kinds of launches; one that has more loses what was found out about them, and finds it out again. */
    private static final int MOST_KINDS = 32;

    private static final int MOST_FUNCTIONS = 64;

    private static final Map<LaunchSpec, ClassArchive> KINDS = new ConcurrentHashMap<>();

    /** One is made at a time. */
    private static final ReentrantLock MAKING = new ReentrantLock();

    /** By name: one that cannot be made is not tried twice in this JVM. For who makes. */
    private static final Set<String> TRIED = new HashSet<>();

    private static final Path FOLDER = ArchiveFolder.open();

    /** Those that workers of this kind could use, the one that holds most first. */
    private final List<ArchiveCandidate> candidates;

    private final FunctionNames functions = new FunctionNames(MOST_FUNCTIONS);
    private final AtomicBoolean isAskedFor = new AtomicBoolean();
    /** The one that was there last. */
    private volatile Found found;

    private record Found(ArchiveCandidate candidate, Path file) {}

    private ClassArchive(LaunchSpec spec) {
        candidates = FOLDER == null ? List.of() : ArchiveCandidate.of(spec);
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
        Found known = found;
        if (known == null || !known.candidate().isOfProgram() || !ArchiveFolder.isWhole(known.file())) {
            known = find();
            found = known;
        }
        return known == null ? List.of() : ArchiveKind.OF_THIS_JVM.using(known.file());
    }

    private Found find() {
        Map<String, Path> there = candidates.isEmpty() ? Map.of() : ArchiveFolder.list(FOLDER);
        for (ArchiveCandidate candidate : candidates) {
            if (there.containsKey(candidate.name())) {
                return new Found(candidate, there.get(candidate.name()));
            }
        }
        return null;
    }

    /** A worker is sent that function: where the archive lacks something, soon there is one with what is needed to call it. */
    void isWantedFor(byte[] function) {
        if (!candidates.isEmpty() && !isEnough(found)) {
            functions.add(function);
            if (isAskedFor.compareAndSet(false, true)) {
                Clockwork.after(DELAY_NANOS, () -> Clockwork.later(this::makeMissingUnlessBusy));
            }
        }
    }

    /** Whether there is nothing to be made. */
    private boolean isEnough(Found known) {
        return known != null && wanted(known) == known.candidate();
    }

    /** The smallest for the most of the class path with all that is needed, and was needed before. */
    private ArchiveCandidate wanted(Found known) {
        boolean isGrown = known != null && known.candidate().isOfProgram();
        Uses uses = isGrown ? Uses.soFar().and(known.candidate().uses()) : Uses.soFar();
        ArchiveCandidate smallest = candidates.get(0);
        for (ArchiveCandidate candidate : candidates) {
            if (candidate.isOfProgram() == smallest.isOfProgram()
                    && candidate.uses().cover(uses)) {
                smallest = candidate;
            }
        }
        return smallest;
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
        MAKING.lock();
        try {
            archive.makeMissing();
        } finally {
            MAKING.unlock();
        }
        return !archive.options().isEmpty();
    }

    /** In the background. Where another is being made those who wait for this one ask again. */
    private void makeMissingUnlessBusy() {
        if (MAKING.tryLock()) {
            try {
                makeMissing();
            } finally {
                MAKING.unlock();
            }
        }
        isAskedFor.set(false);
    }

    /** First what all programs can use, so that there is something in case this one ends soon. */
    private void makeMissing() {
        if (candidates.isEmpty()) {
            return;
        }
        if (find() == null) {
            makeOnce(candidates.get(candidates.size() - 1));
        }
        Found known = find();
        if (!isEnough(known)) {
            makeOnce(wanted(known));
        }
        found = find();
    }

    private void makeOnce(ArchiveCandidate candidate) {
        if (TRIED.add(candidate.name()) && Files.isWritable(FOLDER) && candidate.isSelfContained()) {
            make(candidate);
        }
    }

    /** Whether a worker with these further options goes well, from start to end. */
    private boolean rehearse(ArchiveCandidate candidate, List<String> more) throws IOException, InterruptedException {
        LaunchSpec making = candidate.making();
        List<String> arguments = new ArrayList<>(making.jvmArgs());
        arguments.addAll(more);
        return new Rehearsal(
                        new LaunchSpec(arguments, making.classPath(), making.environment()),
                        functions.list(),
                        candidate.uses())
                .run();
    }

    /** Runs a worker that writes the archive when it ends, and one that tries it, before anybody else gets it. */
    private void make(ArchiveCandidate candidate) {
        // containers that share a folder may have the same ids
        Path unfinished = FOLDER.resolve(candidate.name() + "." + System.nanoTime() + "."
                + ProcessHandle.current().pid());
        try {
            ArchiveFolder.sweep(FOLDER);
            if (rehearse(candidate, ArchiveKind.OF_THIS_JVM.making(unfinished))
                    && Files.exists(unfinished)
                    && rehearse(candidate, ArchiveKind.OF_THIS_JVM.using(unfinished))) {
                ArchiveFolder.keep(unfinished, candidate.name());
                ArchiveFolder.sweep(FOLDER);
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
