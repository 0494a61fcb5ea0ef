// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static poolmark.measure.doctor.Quantity.counted;
import static poolmark.measure.doctor.Quantity.nanos;
import static poolmark.measure.doctor.Quantity.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import poolmark.measure.doctor.Finding.Level;

/** A diagnosis in words. */
public final class DiagnosisText {

    private static final int WIDTH = 110;
    private static final String MARGIN = " ".repeat(7);

    private DiagnosisText() {}

    /**
     * Everything, for people.
     *
     * @param diagnosis what is to be told
     * @return lines: doubts first, then notes, then what is fine, and the verdict
     */
    public static String full(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        for (Level level : List.of(Level.DOUBT, Level.NOTE, Level.FINE)) {
            diagnosis.at(level).forEach(finding -> tell(finding, lines));
        }
        lines.add("");
        lines.add(verdict(diagnosis));
        return String.join("\n", lines);
    }

    private static void tell(Finding finding, List<String> lines) {
        String mark = finding.level() == Level.DOUBT
                ? "DOUBT"
                : finding.level().name().toLowerCase(Locale.ROOT);
        lines.addAll(wrapped(String.format("%-5s  ", mark), finding.line()));
        if (finding.level() != Level.FINE) {
            lines.addAll(wrapped(MARGIN, "Why it matters: " + finding.why()));
            lines.addAll(wrapped(MARGIN, "What to do: " + finding.advice()));
        }
    }

    private static List<String> wrapped(String begin, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(begin);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH && line.length() > MARGIN.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(MARGIN);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static String verdict(Diagnosis diagnosis) {
        int doubts = diagnosis.at(Level.DOUBT).size();
        int notes = diagnosis.at(Level.NOTE).size();
        String kept = notes == 0 ? "." : "; keep the " + counted(notes, "note") + " in mind.";
        return doubts == 0
                ? "This machine can be trusted for measuring" + kept
                : "Figures of this machine are not to be trusted as it is now: " + counted(doubts, "doubt") + kept;
    }

    /**
     * One line for the end of a run. Doubts are among the run's warnings.
     *
     * @param diagnosis what is to be told
     * @return the line
     */
    public static String brief(Diagnosis diagnosis) {
        var trials = diagnosis.trials();
        Double steal = trials.during().stealPercent();
        return "machine: " + counted(diagnosis.machine().processors().jvm(), "processor") + ", wall clock in steps of "
                + nanos(trials.clocks().facts().wallResolutionNanos()) + ", CPU clock in steps of "
                + nanos(trials.clocks().facts().cpuResolutionNanos()) + ", fixed work ± "
                + percent(trials.spread().halfQuartilePart()) + ", wake-up "
                + nanos(trials.wakeUp().medianNanos()) + ", steal "
                + (steal == null ? "unknown" : percent(steal / 100));
    }
}
