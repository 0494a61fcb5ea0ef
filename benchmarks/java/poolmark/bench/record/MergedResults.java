// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.WorkloadParams;
import poolmark.bench.fork.ForkContext;

/** Puts the forks of each cell together again, as if JMH had run them in a row. */
public final class MergedResults {

    private final TreeMap<Integer, List<BenchmarkResult>> byCell = new TreeMap<>();

    /** Adds the result of a fork of a cell. */
    void add(int cell, BenchmarkResult result) {
        byCell.computeIfAbsent(cell, number -> new ArrayList<>()).add(result);
    }

    /**
     * Writes all results in one of JMH's formats. By way of memory, because JMH prints to a stream that says nothing when
     * the disk is full.
     *
     * @throws IOException when the file cannot be written
     */
    void write(ResultFormatType format, Path file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(format, out).writeOut(runResults());
        }
        Files.write(file, text.toByteArray());
    }

    private Collection<RunResult> runResults() {
        return byCell.values().stream()
                .map(forks -> new RunResult(params(forks), forks))
                .toList();
    }

    /** The parameters of the first fork with the true number of forks, and without what was meant for that fork alone. */
    private static BenchmarkParams params(List<BenchmarkResult> forks) {
        BenchmarkParams first = forks.get(0).getParams();
        WorkloadParams workload = new WorkloadParams();
        int position = 0;
        for (String name : first.getParamsKeys()) {
            workload.put(name, first.getParam(name), position++);
        }
        return new BenchmarkParams(
                first.getBenchmark(),
                first.generatedBenchmark(),
                first.shouldSynchIterations(),
                first.getThreads(),
                first.getThreadGroups(),
                first.getThreadGroupLabels(),
                first.getForks() == 0 ? 0 : forks.size(),
                first.getWarmupForks(),
                first.getWarmup(),
                first.getMeasurement(),
                first.getMode(),
                workload,
                first.getTimeUnit(),
                first.getOpsPerInvocation(),
                first.getJvm(),
                visible(first.getJvmArgs()),
                first.getJdkVersion(),
                first.getVmName(),
                first.getVmVersion(),
                first.getJmhVersion(),
                first.getTimeout());
    }

    /** {@return arguments of a fork without ours} */
    static List<String> visible(Collection<String> jvmArgs) {
        return jvmArgs.stream()
                .filter(arg -> !arg.startsWith("-D" + ForkContext.PREFIX))
                .toList();
    }
}
