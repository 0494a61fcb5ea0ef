// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import poolmark.bench.cli.UsageException;
import poolmark.bench.work.UserTask;
import poolmark.bench.work.Workload;
import poolmark.pool.StartMethod;

/** Refuses parameters that cannot be meant. */
final class ParamCheck {

    /** The smallest value of each parameter that is a number. */
    private static final Map<String, Integer> SMALLEST = Map.of(
            "workers",
            1,
            "tasks",
            1,
            "taskMicros",
            0,
            "payloadBytes",
            0,
            "chunk",
            1,
            "ratePerSecond",
            1,
            "idleMillis",
            1);

    private ParamCheck() {}

    static void names(Set<String> given, Collection<BenchmarkListEntry> entries) throws UsageException {
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> entry.getParams().orElse(Map.of()).keySet().forEach(known::add));
        for (String name : given) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "-p " + name + ": the selected benchmarks have no such parameter, only " + known);
            }
        }
    }

    static void values(Map<String, String> params, ClassLoader loader) throws UsageException {
        for (Map.Entry<String, String> param : params.entrySet()) {
            String name = param.getKey();
            if (SMALLEST.containsKey(name)) {
                number(name, param.getValue(), SMALLEST.get(name));
            } else if (name.equals("startMethod")) {
                startMethod(param.getValue());
            } else if (name.equals("workload")) {
                workload(param.getValue(), loader);
            }
        }
    }

    private static void number(String name, String value, int smallest) throws UsageException {
        String wanted =
                "-p " + name + "=" + value + ": must be a whole number from " + smallest + " to " + Integer.MAX_VALUE;
        try {
            if (Integer.parseInt(value) < smallest) {
                throw new UsageException(wanted);
            }
        } catch (NumberFormatException wrong) {
            throw new UsageException(wanted, wrong);
        }
    }

    private static void startMethod(String value) throws UsageException {
        if (Arrays.stream(StartMethod.values())
                .noneMatch(method -> method.name().equals(value))) {
            throw new UsageException(
                    "-p startMethod=" + value + ": must be one of " + Arrays.toString(StartMethod.values()));
        }
    }

    private static void workload(String value, ClassLoader loader) throws UsageException {
        if (!Workload.BUILT_IN.contains(value)) {
            try {
                UserTask.load(value, loader);
            } catch (IllegalArgumentException wrong) {
                throw new UsageException("-p workload=" + value + ": " + wrong.getMessage(), wrong);
            }
        }
    }
}
