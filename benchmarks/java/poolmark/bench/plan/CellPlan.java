// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import poolmark.bench.cli.Benchmarks;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.Profile;
import poolmark.bench.cli.UsageException;
import poolmark.bench.work.Arguments;
import poolmark.bench.work.Workload;

/**
 * Makes cells of a command: the benchmarks that it names, or its profile does, times all values of their parameters. For
 * each parameter the command's values count, else the profile's, else the benchmark's own. No cell comes twice.
 */
public final class CellPlan {

    private final CommandLine command;
    private final int cpus;
    private final int arguments;

    private CellPlan(CommandLine command, int cpus) throws UsageException {
        this.command = command;
        this.cpus = cpus;
        this.arguments = command.arguments() == null ? 0 : count(command.arguments());
    }

    private static int count(Path arguments) throws UsageException {
        try {
            return Arguments.read(arguments).size();
        } catch (IOException unreadable) {
            throw new UsageException("--arguments " + arguments + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Makes the cells.
     *
     * @param command the command
     * @param cpus processors that may be used
     * @param loader where a user's workload is looked for
     * @return the cells in JMH's order, at least one
     * @throws UsageException when nothing matches, or a parameter's name or value is wrong
     */
    public static List<Cell> of(CommandLine command, int cpus, ClassLoader loader) throws UsageException {
        Collection<BenchmarkListEntry> entries = entries(command);
        ParamCheck.names(command.params().keySet(), entries);
        CellPlan plan = new CellPlan(command, cpus);
        Set<Cell> cells = new LinkedHashSet<>();
        for (BenchmarkListEntry entry : entries) {
            for (Mode mode : plan.modes(entry)) {
                for (SortedMap<String, String> params : plan.explode(entry)) {
                    if (plan.wants(entry.getUsername(), params)) {
                        cells.add(new Cell(entry.getUsername(), mode, params));
                    }
                }
            }
        }
        for (Cell cell : cells) {
            ParamCheck.values(cell.params(), loader);
        }
        return List.copyOf(cells);
    }

    private static Collection<BenchmarkListEntry> entries(CommandLine command) throws UsageException {
        List<String> named = command.jmh().getIncludes();
        return Benchmarks.matching(
                named.isEmpty() ? command.profile().includes() : named,
                command.jmh().getExcludes());
    }

    /** A benchmark or workload that the user names is measured, whatever the profile has no time for. */
    private boolean wants(String benchmark, SortedMap<String, String> params) {
        boolean named =
                !command.jmh().getIncludes().isEmpty() || command.params().containsKey("workload");
        return named || !command.profile().leavesOut(benchmark, params.getOrDefault("workload", ""));
    }

    private Set<Mode> modes(BenchmarkListEntry entry) {
        Collection<Mode> wanted = command.jmh().getBenchModes();
        if (wanted.isEmpty()) {
            wanted = List.of(entry.getMode());
        }
        return wanted.contains(Mode.All) ? EnumSet.complementOf(EnumSet.of(Mode.All)) : new TreeSet<>(wanted);
    }

    private List<SortedMap<String, String>> explode(BenchmarkListEntry entry) {
        Map<String, String[]> defaults = entry.getParams().orElse(Map.of());
        List<String> names = new ArrayList<>(defaults.keySet());
        // The scale depends on the workload, so that comes first.
        names.sort((a, b) -> Boolean.compare(b.equals("workload"), a.equals("workload")));
        List<SortedMap<String, String>> combinations = List.of(new TreeMap<>());
        for (String name : names) {
            List<SortedMap<String, String>> longer = new ArrayList<>();
            for (SortedMap<String, String> combination : combinations) {
                for (String value : values(name, defaults, combination)) {
                    SortedMap<String, String> next = new TreeMap<>(combination);
                    next.put(name, value);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private Collection<String> values(String name, Map<String, String[]> defaults, Map<String, String> chosen) {
        List<String> annotated = List.of(defaults.get(name));
        String workload = chosen.getOrDefault("workload", Workload.TUTORIAL);
        if (name.equals("tasks") && Workload.TUTORIAL.equals(chosen.get("workload"))) {
            return List.of(Integer.toString(Workload.TUTORIAL_TASKS));
        }
        if (name.equals("tasks") && command.arguments() != null && !Workload.BUILT_IN.contains(workload)) {
            return List.of(Integer.toString(arguments));
        }
        if (command.params().containsKey(name)) {
            return command.params().get(name);
        }
        Profile profile = command.profile();
        switch (name) {
            case "taskMicros":
                // A benchmark that names several durations asks about them.
                return annotated.size() > 1 ? annotated : List.of(Long.toString(profile.taskMicros(workload)));
            case "tasks":
                return List.of(Integer.toString(profile.tasks()));
            case "workers":
                // Where nothing is worked on, the pool's size is not the question.
                return chosen.containsKey("workload") ? profile.values(name, cpus) : oneEach(defaults, annotated);
            default:
                List<String> values = profile.values(name, cpus);
                return values.isEmpty() ? annotated : values;
        }
    }

    /** {@return as many workers as processors, where another parameter of their work is the question} */
    private List<String> oneEach(Map<String, String[]> defaults, List<String> annotated) {
        boolean work = defaults.containsKey("tasks") || defaults.containsKey("chunk");
        return work ? List.of(Integer.toString(cpus)) : annotated;
    }
}
