// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/** What is asked for with {@code -h -l -lp -lprof -lrf}: nothing is run. */
public final class Listing {

    private Listing() {}

    /**
     * Answers, where a list or help is asked for.
     *
     * @param command the command
     * @param out where to; JMH's own lists go to standard output
     * @return whether something was asked for
     * @throws UsageException when an expression for benchmarks is wrong
     */
    public static boolean answer(CommandLine command, PrintStream out) throws UsageException {
        if (command.jmh().shouldHelp()) {
            help(command, out);
        } else if (command.jmh().shouldList()) {
            list(command, out, false);
        } else if (command.jmh().shouldListWithParams()) {
            list(command, out, true);
        } else if (command.jmh().shouldListProfilers()) {
            command.jmh().listProfilers();
        } else if (command.jmh().shouldListResultFormats()) {
            command.jmh().listResultFormats();
        } else {
            return false;
        }
        return true;
    }

    private static void help(CommandLine command, PrintStream out) {
        try (InputStream text = Listing.class.getResourceAsStream("/poolmark/help.txt")) {
            out.print(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            out.flush();
            command.jmh().showHelp();
        } catch (IOException unprintable) {
            throw new UncheckedIOException(unprintable);
        }
    }

    private static void list(CommandLine command, PrintStream out, boolean withParams) throws UsageException {
        out.println("Benchmarks: ");
        for (BenchmarkListEntry entry :
                Benchmarks.matching(command.jmh().getIncludes(), command.jmh().getExcludes())) {
            out.println(entry.getUsername());
            if (withParams && entry.getParams().hasValue()) {
                printParams(command, entry.getParams().get(), out);
            }
        }
    }

    private static void printParams(CommandLine command, Map<String, String[]> defaults, PrintStream out) {
        int cpus = Runtime.getRuntime().availableProcessors();
        defaults.forEach((name, annotated) -> {
            boolean fixed = name.equals("workers") && !defaults.containsKey("workload");
            List<String> profile = fixed ? List.of() : command.profile().values(name, cpus);
            List<String> values = profile.isEmpty() ? List.of(annotated) : profile;
            out.println("  param \"" + name + "\" = {"
                    + String.join(", ", command.params().getOrDefault(name, values)) + "}");
        });
    }
}
