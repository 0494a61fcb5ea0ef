// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import poolmark.clock.CpuClock;

/** The sub-command {@code demo}: the tutorial's session, start to end, then one table beside the times it printed. */
public final class Demo {

    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 4;

    /** What the tutorial's own run printed, in seconds; its machine had four cores and started processes by spawn. */
    private static final Map<String, Double> TUTORIAL_SECONDS = Map.of(
            "serial", 5.015839,
            "Pool with map", 3.290970,
            "Pool with apply", 6.248069,
            "Pool with apply_async", 2.604997);

    private Demo() {}

    /**
     * Runs the session.
     *
     * @param args what followed {@code demo} on the command line: nothing, or {@code --scale X}
     * @param out gets everything the session prints
     * @param err gets the complaint about bad arguments
     * @return the exit code: 0, 2 for bad arguments, 4 where a way of working gave other outputs than expected
     * @throws Exception where a calculation failed
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
        double scale = scale(args);
        if (Double.isNaN(scale)) {
            err.println(
                    "error: demo takes only --scale X, where X is a number above 0 and up to 10 (1 is the tutorial's own);"
                            + " it was given: " + String.join(" ", args));
            return EXIT_USAGE;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int poolSize = 2 * processors;
        out.printf(
                "The tutorial on %s, %d processors, pools of %d workers, CPU clock: %s%n%n",
                "Java " + Runtime.version(),
                processors,
                poolSize,
                CpuClock.best().name());
        Session session = new Session(out, poolSize, scale);
        Timed lazy = session.lazyMap();
        List<Timed> timed = List.of(
                session.serial(),
                session.processes(),
                session.poolMap(),
                session.poolApply(),
                session.poolApplyAsync());
        printTable(out, lazy, timed, scale);
        boolean right = timed.stream().allMatch(one -> one.outputs().equals(Session.EXPECTED));
        if (!right) {
            err.println("error: an output of the demo is not " + Session.EXPECTED + "; this is a bug in Poolmark");
        }
        return right ? 0 : EXIT_FAILED;
    }

    private static double scale(List<String> args) {
        if (args.isEmpty()) {
            return 1;
        }
        List<String> words =
                args.stream().flatMap(arg -> Stream.of(arg.split("=", 2))).toList();
        if (words.size() != 2 || !words.get(0).equals("--scale")) {
            return Double.NaN;
        }
        try {
            double scale = Double.parseDouble(words.get(1));
            return scale > 0 && scale <= 10 ? scale : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static void printTable(PrintStream out, Timed lazy, List<Timed> timed, double scale) {
        double serialSeconds = timed.get(0).wallSeconds();
        out.printf(
                "%n%-24s %8s %9s %13s %8s %14s %11s%n",
                "", "wall s", "speed-up", "parent CPU s", "of wall", "workers CPU s", "tutorial s");
        out.printf("%-24s %8.3f  (not consumed: nothing was calculated)%n", lazy.name(), lazy.wallSeconds());
        for (Timed one : timed) {
            Double tutorial = scale == 1 ? TUTORIAL_SECONDS.get(one.name()) : null;
            out.printf(
                    "%-24s %8.3f %9.2f %13.3f %7.1f%% %14.3f %11s%n",
                    one.name(),
                    one.wallSeconds(),
                    serialSeconds / one.wallSeconds(),
                    one.cpu().parentNanos() / 1e9,
                    one.parentPercent(),
                    one.cpu().workersNanos() / 1e9,
                    tutorial == null ? "" : String.format("%.3f", tutorial));
        }
        out.printf(
                "%nwall: perf_counter-like, sleep included. parent CPU: process_time-like, this JVM's own threads.%n"
                        + "workers CPU: all worker processes, from their start to their end.%n"
                        + "tutorial: what the Python session printed on its own machine%s.%n",
                scale == 1 ? "" : " (left out: the scale is not 1)");
    }
}
