// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import poolmark.measure.compare.Missing;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.judge.Verdict;

/** The words that all outputs share. */
public final class Wording {

    private static final Map<Integer, String> RESULTS = Map.of(
            Outcome.FINE, "PASS",
            Outcome.REGRESSION, "FAIL",
            Outcome.CANNOT_TELL, "CANNOT TELL",
            Outcome.RUN_FAILED, "RUN FAILED");

    private static final Map<Missing.Kind, String> MISSING = Map.of(
            Missing.Kind.LOST, "lost",
            Missing.Kind.FAILED, "failed",
            Missing.Kind.ADDED, "new",
            Missing.Kind.BASELINE_FAILED, "failed with the baseline");

    private static final double HUNDRED = 100;

    /** Times and sizes change their unit at a thousand of the smaller one. */
    private static final double STEP = 1_000;

    private Wording() {}

    static String headline(Outcome outcome) {
        List<String> parts = new ArrayList<>();
        count(parts, outcome.with(Verdict.REGRESSION).size(), "regression");
        for (Missing.Kind kind : Missing.Kind.values()) {
            long missing = outcome.missing().stream()
                    .filter(cell -> cell.kind() == kind)
                    .count();
            if (missing > 0) {
                parts.add(missing + " " + MISSING.get(kind));
            }
        }
        if (!outcome.doubts().isEmpty()) {
            parts.add("controls moved");
        }
        add(parts, outcome, Verdict.CANNOT_TELL, "undecided");
        add(parts, outcome, Verdict.IMPROVED, "improved");
        add(parts, outcome, Verdict.NOISE, "noise");
        add(parts, outcome, Verdict.PASS, "passed");
        String details = parts.isEmpty() ? "nothing to compare" : String.join(", ", parts);
        return RESULTS.getOrDefault(outcome.exitCode(), "FAIL") + ": " + details;
    }

    private static void count(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }

    private static void add(List<String> parts, Outcome outcome, Verdict verdict, String what) {
        int count = outcome.with(verdict).size();
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    /** {@return for people, such as {@code lost: StrategyBenchmark.poolMap (why)}} */
    public static String missing(Missing cell) {
        String reason = cell.reason().isEmpty() ? "" : " (" + oneLine(cell.reason()) + ")";
        return MISSING.get(cell.kind()) + ": " + oneLine(cell.cell().label()) + reason;
    }

    /** {@return what was found of one metric of one cell, in one line} */
    public static String finding(Judgement judgement) {
        return ComparisonText.subject(judgement) + ": "
                + quantity(judgement.baseline(), judgement.metric().unit()) + " -> "
                + quantity(judgement.candidate(), judgement.metric().unit()) + ", "
                + percent(judgement.ratio()) + " (" + interval(judgement) + "), limit " + limit(judgement) + ", p "
                + p(judgement.pHolm()) + ", n " + judgement.rounds() + ": " + judgement.reason();
    }

    /** {@return the change in percent, or {@code ~} where it may as well be none} */
    static String change(Judgement judgement) {
        boolean none = judgement.low() <= 1 && judgement.high() >= 1 || Double.isNaN(judgement.ratio());
        return none ? "~" : percent(judgement.ratio());
    }

    /** {@return such as {@code -1.2 % .. +3.4 %}} */
    static String interval(Judgement judgement) {
        return Double.isInfinite(judgement.high()) || Double.isNaN(judgement.ratio())
                ? "?"
                : percent(judgement.low()) + " .. " + percent(judgement.high());
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%+.1f %%", HUNDRED * (ratio - 1));
    }

    static String limit(Judgement judgement) {
        return String.format(Locale.ROOT, "%.0f %%", HUNDRED * judgement.delta());
    }

    static String p(double p) {
        return p >= 0.0001 ? String.format(Locale.ROOT, "%.4f", p) : "<0.0001";
    }

    /** {@return three digits and a unit} */
    static String quantity(double value, String unit) {
        if (!Double.isFinite(value)) {
            return "?";
        }
        switch (unit) {
            case "ns":
                return scaled(value, STEP, "ns", "us", "ms", "s");
            case "bytes":
                return scaled(value, 1 << 10, "B", "KiB", "MiB", "GiB");
            default:
                return digits(value) + " " + unit;
        }
    }

    private static String scaled(double value, double step, String... units) {
        double number = value;
        int unit = 0;
        while (Math.abs(number) >= step && unit < units.length - 1) {
            number /= step;
            unit++;
        }
        return digits(number) + " " + units[unit];
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    /** Names come from files: what a terminal would obey is left out. */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
