// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import poolmark.measure.peers.figure.Unit;
import poolmark.measure.stats.Interval;
import poolmark.measure.view.base.Points;
import poolmark.measure.view.scaling.Workload;

/**
 * Whether processes pay for a workload that was measured, and what is fastest of all.
 *
 * @param workload the workload
 * @param best the fastest way with processes
 * @param speedUp how many times as fast as serial it is
 */
record Paying(Workload workload, Workload.Choice best, Interval speedUp) {

    /** {@return the answer for a workload; empty where serial or every way with processes is missing} */
    static Optional<Paying> of(Workload workload) {
        Workload.Choice best = workload.fastestOfProcesses();
        return best.isYardstick()
                ? Optional.empty()
                : workload.speedUp(best.cell()).map(speedUp -> new Paying(workload, best, speedUp));
    }

    boolean pays() {
        return speedUp.low() > 1;
    }

    String text() {
        String verdict = pays() ? "yes" : speedUp.high() < 1 ? "no" : "cannot be told";
        return workload.text() + ": " + verdict + "; the fastest way with processes, " + name(best) + ", takes "
                + Points.time(best.cell().median()) + ", serial "
                + Points.time(workload.serial().median()) + ": " + Points.ratio(speedUp) + " times as fast" + cpu()
                + ".";
    }

    /** In a few words, for a headline. */
    String brief() {
        return workload.text() + ", " + name(best) + ": " + Points.ratio(speedUp.value()) + " times as fast as serial";
    }

    /** What sleeps costs no CPU time: there a ratio to nearly nothing says nothing, a difference does. */
    private String cpu() {
        Optional<Interval> base = workload.serial().cpuTotal();
        Optional<Interval> own = best.cell().cpuTotal();
        if (base.isEmpty() || own.isEmpty()) {
            return "";
        }
        double more = own.get().value() - base.get().value();
        if (workload.sleeps()) {
            return more > 0 ? ", for " + Unit.NANOS.format(more) + " more CPU time" : "";
        }
        return base.get().value() > 0
                ? ", for " + Points.ratio(own.get().value() / base.get().value()) + " times its CPU time"
                : "";
    }

    /** {@return what is fastest of all that was measured, threads and serial among it} */
    static String fastest(Workload workload) {
        List<Workload.Choice> choices = workload.fastest();
        Workload.Choice first = choices.get(0);
        Interval time = first.cell().median();
        if (workload.serial() != null && time.low() > workload.serial().median().high()) {
            return workload.text() + ": serial, "
                    + Points.time(workload.serial().median()) + "; next is " + name(first) + ", " + Points.time(time)
                    + ".";
        }
        String text = workload.text() + ": " + name(first) + ", " + Points.time(time)
                + workload.speedUp(first.cell())
                        .map(ratio -> ", " + Points.ratio(ratio) + " times as fast as serial")
                        .orElse("")
                + notToldApart(first, choices);
        return text
                + (first.isYardstick()
                        ? "; with processes, " + besides(choices, time) + ", the price of their isolation"
                        : "")
                + ".";
    }

    private static String besides(List<Workload.Choice> choices, Interval time) {
        return choices.stream()
                .filter(choice -> !choice.isYardstick())
                .findFirst()
                .map(pool -> name(pool) + " takes "
                        + Points.ratio(pool.cell().median().value() / time.value()) + " times as long")
                .orElse("nothing was measured");
    }

    private static String notToldApart(Workload.Choice best, List<Workload.Choice> choices) {
        double high = best.cell().median().high();
        List<Workload.Choice> close = choices.stream()
                .skip(1)
                .filter(choice -> choice.cell().median().low() <= high)
                .toList();
        if (close.isEmpty() || best.cell().median().confidence() == 0) {
            return "";
        }
        String names = close.stream()
                .limit(2)
                .map(choice -> choice.strategy() + " " + choice.workers())
                .collect(Collectors.joining(", "));
        return " (not told apart from " + names + (close.size() > 2 ? " and " + (close.size() - 2) + " more" : "")
                + ")";
    }

    private static String name(Workload.Choice choice) {
        String one = choice.isYardstick() ? " thread" : " worker";
        return choice.strategy() + " with " + choice.workers() + one + (choice.workers() == 1 ? "" : "s");
    }
}
