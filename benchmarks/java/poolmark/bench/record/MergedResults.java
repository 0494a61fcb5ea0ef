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
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.WorkloadParams;
import poolmark.bench.fork.ForkContext;

/**
 * Puts the forks of each cell together again, as if JMH had run them in a row. The JSON of each cell is kept: it holds
 * statistics that take JMH milliseconds, and after each fork there is only one cell that has changed.
 */
public final class MergedResults {

    private final TreeMap<Integer, List<BenchmarkResult>> byCell = new TreeMap<>();
    private final TreeMap<Integer, String> json = new TreeMap<>();

    /** Adds the result of a fork of a cell. */
    void add(int cell, BenchmarkResult result) {
        byCell.computeIfAbsent(cell, number -> new ArrayList<>()).add(result);
        json.remove(cell);
    }

    /**
     * Writes all results as JMH's JSON.
     *
     * @throws IOException when the file cannot be written
     */
    void writeJson(Path file) throws IOException {
        byCell.forEach((cell, forks) -> json.computeIfAbsent(cell, number -> entry(forks)));
        Files.writeString(file, json.values().stream().collect(Collectors.joining(",\n    ", "[\n    ", "\n]\n")));
    }

    /** {@return the JSON of one cell, without the brackets of the array around it} */
    private static String entry(List<BenchmarkResult> forks) {
        String array = text(ResultFormatType.JSON, List.of(runResult(forks))).toString(StandardCharsets.UTF_8);
        return array.substring(array.indexOf('{'), array.lastIndexOf('}') + 1);
    }

    /**
     * Writes all results in one of JMH's formats.
     *
     * @throws IOException when the file cannot be written
     */
    void write(ResultFormatType format, Path file) throws IOException {
        List<RunResult> all =
                byCell.values().stream().map(MergedResults::runResult).toList();
        Files.write(file, text(format, all).toByteArray());
    }

    /** By way of memory, because JMH prints to a stream that says nothing when the disk is full. */
    private static ByteArrayOutputStream text(ResultFormatType format, Collection<RunResult> results) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(format, out).writeOut(results);
        }
        return text;
    }

    private static RunResult runResult(List<BenchmarkResult> forks) {
        return new RunResult(params(forks), forks);
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
