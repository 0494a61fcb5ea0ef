// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import poolmark.clock.NanoClock;
import poolmark.measure.doctor.Diagnosis;
import poolmark.measure.host.Activity;
import poolmark.measure.host.KernelFiles;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.stability.RulerReading;

/**
 * Keeps the directory of a run up to date: whatever ends this JVM, what was finished before is there. Thread-safe, because
 * a signal ends a run in the middle; after its end nothing is written any more.
 */
public final class RunRecord {

    private final RunDirectory directory;
    private final MergedResults results = new MergedResults();
    private final KernelFiles kernel = KernelFiles.ofThisMachine();
    private final Activity activityBefore = Activity.read(kernel);
    private final long begin = NanoClock.system().nanos();
    private final Set<Integer> manyAtATime = new HashSet<>();
    private RunManifest manifest;
    private boolean ended;

    /**
     * Begins the record.
     *
     * @param directory the run's directory
     * @param manifest what is known before the run, and is in the directory already
     */
    public RunRecord(RunDirectory directory, RunManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /** {@return the run's directory} */
    public RunDirectory directory() {
        return directory;
    }

    /** {@return the manifest as it is now} */
    public synchronized RunManifest manifest() {
        return manifest;
    }

    /** Takes the result of a fork. */
    public synchronized void forkDone(int cell, BenchmarkResult result) throws IOException {
        if (!ended) {
            results.add(cell, result);
            directory.writeJmhJson(results::writeJson);
            RunManifest next =
                    manifest.withCell(cell, manifest.cells().get(cell).withForkDone());
            if (result.getParams().getOpsPerInvocation() > 1) {
                manyAtATime.add(cell);
            }
            update(next.parentJvm() == null ? next.withParentJvm(jvm(result.getParams())) : next);
        }
    }

    /** Takes note that a fork gave no result. */
    public synchronized void forkFailed(int cell, String reason) throws IOException {
        if (!ended) {
            update(manifest.withCell(cell, manifest.cells().get(cell).withFailure(reason)));
        }
    }

    /** Takes readings of the rulers. */
    public synchronized void rulersRead(List<RulerReading> readings) throws IOException {
        if (!ended && !readings.isEmpty()) {
            update(manifest.withRulers(readings));
        }
    }

    /**
     * Ends the record; only the first call does anything.
     *
     * @param cutOff whether the run was stopped before its end; then nobody waits for its samples to be looked at
     */
    public synchronized void end(boolean cutOff) throws IOException {
        if (!ended) {
            RunManifest last = manifest.finished(cutOff, now(), HostFacts.load());
            RunManifest known = last.withWarnings(Diagnosis.warnings(disturbance(), wallNanos()));
            update(cutOff ? known : known.withStability(StabilityCheck.of(directory, known, manyAtATime)));
            ended = true;
        }
    }

    /** Writes all results in one of JMH's formats to a place of the user's. */
    public synchronized void copyResults(ResultFormatType format, Path file) throws IOException {
        results.write(format, file);
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void update(RunManifest next) throws IOException {
        RunManifest current = next.withDisturbance(disturbance());
        directory.writeManifest(current);
        manifest = current;
    }

    private Activity.Disturbance disturbance() {
        return activityBefore.until(Activity.read(kernel), wallNanos());
    }

    private long wallNanos() {
        return NanoClock.system().nanos() - begin;
    }

    private static RunManifest.Jvm jvm(BenchmarkParams fork) {
        return new RunManifest.Jvm(
                fork.getJvm(),
                fork.getJdkVersion(),
                fork.getVmName(),
                fork.getVmVersion(),
                MergedResults.visible(fork.getJvmArgs()));
    }
}
