// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.UsageException;
import poolmark.bench.record.RunRecord;
import poolmark.measure.machine.GitState;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;

/** What has to be right before a run begins, so that nothing half-done is left where it is not. */
final class Preparation {

    /** The same file that JMH locks while a fork runs. */
    private static final Path JMH_LOCK = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");

    private static final String IGNORE_JMH_LOCK = "jmh.ignoreLock";

    /** Two runs may begin in one second; the second one waits for the next. */
    private static final int ATTEMPTS = 3;

    private static final long NEXT_SECOND_MILLIS = 1_000;

    private Preparation() {}

    /** {@return a loader that finds what the user added to the class path} */
    static ClassLoader loader(List<Path> classPath) throws UsageException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException wrong) {
                throw new UsageException("--classpath: " + entry + " cannot be used", wrong);
            }
        }
        ClassLoader own = Preparation.class.getClassLoader();
        return urls.isEmpty() ? own : new URLClassLoader(urls.toArray(URL[]::new), own);
    }

    /** Gives forks, and by them workers, the whole class path with absolute names. JMH hands this property on. */
    static void extendClassPath(List<Path> added) {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        added.forEach(entry -> entries.add(entry.toString()));
        System.setProperty("java.class.path", String.join(File.pathSeparator, entries));
    }

    /** Refuses to measure while another JMH does; JMH itself would find out in the middle. */
    static void checkNoOtherRun() throws UsageException {
        if (Boolean.getBoolean(IGNORE_JMH_LOCK) || !Files.exists(JMH_LOCK)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(JMH_LOCK, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                return;
            }
        } catch (IOException | OverlappingFileLockException unusable) {
            // JMH will say the same, in the first fork.
        }
        throw new UsageException("another JMH run holds " + JMH_LOCK + "; wait for its end, or put -D" + IGNORE_JMH_LOCK
                + "=true before -jar to disturb it");
    }

    /** Refuses a file of the user's that cannot be written. */
    static void checkWritable(String option, String file) throws UsageException {
        Path path = Path.of(file).toAbsolutePath();
        boolean writable = Files.exists(path)
                ? Files.isRegularFile(path) && Files.isWritable(path)
                : Files.isWritable(path.getParent());
        if (!writable) {
            throw new UsageException(option + " " + file + " cannot be written; give a file in a directory that can");
        }
    }

    /** Refuses a place for results that could not be created, before anybody is sent to wait for another run's end. */
    static void checkCreatable(Path out) throws UsageException {
        Path there = out.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new UsageException("--out " + out + " cannot be written, as " + there
                    + " is no directory to write to; give one that is");
        }
    }

    /**
     * Creates the run's directory with its manifest; the last thing that may go wrong.
     *
     * @param command what was typed
     * @param git what is measured
     * @param draft makes the manifest of a run of a given id
     */
    static RunRecord createRecord(CommandLine command, GitState git, Function<String, RunManifest> draft)
            throws UsageException {
        String profile = command.profile().label();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    RunManifest manifest = draft.apply(RunDirectory.runId(Instant.now(), git, profile));
                    return new RunRecord(RunDirectory.create(command.out(), manifest), manifest);
                } catch (FileAlreadyExistsException taken) {
                    if (attempt == ATTEMPTS || !Files.isDirectory(command.out())) {
                        throw taken;
                    }
                    Thread.sleep(NEXT_SECOND_MILLIS);
                }
            }
        } catch (IOException unwritable) {
            throw new UsageException(
                    "--out " + command.out() + " cannot be written (" + unwritable + "); give a directory that can",
                    unwritable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted before the run began", interrupted);
        }
    }
}
