// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import poolmark.bench.cli.CommandLine;
import poolmark.bench.cli.Listing;
import poolmark.bench.cli.UsageException;
import poolmark.bench.compare.Compare;
import poolmark.bench.compare.History;
import poolmark.bench.demo.Demo;
import poolmark.bench.doctor.Doctor;
import poolmark.bench.gate.Gate;
import poolmark.bench.peers.Peers;
import poolmark.bench.report.BriefJvm;
import poolmark.bench.report.ReportCommand;
import poolmark.bench.suite.Suite;

/** The command line: {@code java -jar target/benchmarks.jar -h} tells what it can do. */
public final class Main {

    private static final int BAD_INPUT = 2;

    private static final String DEBUG = "--debug";

    private static final Map<String, Subcommand> SUBCOMMANDS = Map.ofEntries(
            entry("compare", Compare::run),
            entry("demo", Demo::run),
            entry("doctor", Doctor::run),
            entry("gate", Gate::run),
            entry("history", History::run),
            entry("peers", Peers::run),
            entry("report", ReportCommand::run));

    /** What the first word can ask for instead of a run of the suite. */
    @FunctionalInterface
    private interface Subcommand {

        /** Does it; returns the exit code. */
        int run(List<String> args, PrintStream out, PrintStream err) throws Exception;
    }

    private Main() {}

    /** The program. */
    public static void main(String[] args) {
        System.exit(BriefJvm.run(args).orElseGet(() -> run(List.of(args), System.out, System.err)));
    }

    /**
     * The program as a function.
     *
     * @param args what was typed
     * @param out takes results
     * @param err takes progress and errors
     * @return the exit code
     */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            String first = args.isEmpty() ? "" : args.get(0);
            Subcommand chosen = SUBCOMMANDS.get(first);
            if (chosen != null) {
                return chosen.run(args.subList(1, args.size()), out, err);
            }
            CommandLine command = CommandLine.parse(args);
            return Listing.answer(command, out) ? Suite.FINE : Suite.run(command, out, err);
        } catch (UsageException wrong) {
            return failed(args, BAD_INPUT, wrong.getMessage(), wrong, err);
        } catch (IOException unwritable) {
            return failed(args, Suite.FAILED, "the results could not be written: " + unwritable, unwritable, err);
        } catch (Exception unforeseen) {
            // The last place that can turn it into an exit code; --debug shows all of it.
            return failed(args, Suite.FAILED, unforeseen + "; --debug shows where", unforeseen, err);
        }
    }

    private static int failed(List<String> args, int code, String message, Exception cause, PrintStream err) {
        err.println("error: " + message.lines().findFirst().orElse(""));
        if (args.contains(DEBUG)) {
            cause.printStackTrace(err);
        }
        return code;
    }
}
