// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What one driver said: for each row its samples, with the CPU time of the blocks that they come from. */
public final class Answer {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuNanos = new LinkedHashMap<>();
    private String version = "";
    private String refusal;

    void version(String text) {
        version = text;
    }

    void cannot(String reason) {
        refusal = reason;
    }

    /** {@return what the system says of itself; empty for nothing} */
    public String version() {
        return version;
    }

    /** {@return why it does not answer; null when it does} */
    public String refusal() {
        return refusal;
    }

    /**
     * Takes a sample.
     *
     * @param row what was measured
     * @param value of one unit
     * @param blockCpuNanos CPU time of the whole block that the sample is from; empty where unknown
     * @param units units of work in that block
     */
    void add(String row, double value, OptionalLong blockCpuNanos, long units) {
        values.computeIfAbsent(row, name -> new ArrayList<>()).add(value);
        List<Double> cpu = cpuNanos.computeIfAbsent(row, name -> new ArrayList<>());
        blockCpuNanos.ifPresent(nanos -> cpu.add((double) nanos / units));
    }

    /** {@return what was measured} */
    public Set<String> rows() {
        return values.keySet();
    }

    /** {@return the samples of a row} */
    public double[] values(String row) {
        return values.get(row).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** {@return CPU time of a unit of work, for each of a row's samples; empty where unknown} */
    public double[] cpuNanos(String row) {
        return cpuNanos.get(row).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
