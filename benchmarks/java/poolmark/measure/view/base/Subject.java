// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.base;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a figure is about.
 *
 * @param slug for names of files: of {@code a-z 0-9 -} alone
 * @param text for people
 */
public record Subject(String slug, String text) {

    /** A figure of which there is one. */
    public static final Subject ALL = new Subject("", "");

    /** Built-in workloads, whose tasks take as long as they are told; a user's own take what they take. */
    private static final Set<String> SCALED = Set.of("sleep", "cpu", "alloc");

    private static final int LONGEST = 60;

    private static final double NANOS_PER_MICRO = 1e3;

    private static final int LARGEST_INPUT = 4;

    /** {@return a name of whatever text as a part of a file's name} */
    public static String slug(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return plain.substring(0, Math.min(plain.length(), LONGEST)).replaceAll("-$", "");
    }

    /**
     * A workload.
     *
     * @param params of a cell
     * @param kind {@code warm} or {@code cold}, as the pool is; empty where that is not of interest
     * @return its name; the scale of a task is part of it
     */
    public static Subject workload(Map<String, String> params, String kind) {
        String workload = params.getOrDefault("workload", "cpu");
        String micros = params.getOrDefault("taskMicros", "");
        String prefix = kind.equals("cold") ? "cold " : "";
        String each =
                micros.matches("\\d{1,15}") ? Points.nominal(Double.parseDouble(micros) * NANOS_PER_MICRO) : micros;
        String tasks = params.getOrDefault("tasks", "?");
        String text = workload.equals("tutorial")
                ? "tutorial: 5 tasks that sleep 0 to " + longest(micros)
                : workload + ": " + tasks + " tasks" + (SCALED.contains(workload) ? " of " + each : "");
        return new Subject(
                slug(prefix + workload + (micros.isEmpty() ? "" : " " + micros + "us")),
                kind.isEmpty() ? text : text + ", " + kind + " pool");
    }

    /** Its inputs are 0 to 4, and each sleeps that many times the scale. */
    private static String longest(String micros) {
        return micros.matches("\\d{1,15}")
                ? Points.nominal(LARGEST_INPUT * Double.parseDouble(micros) * NANOS_PER_MICRO)
                : LARGEST_INPUT + " x " + micros;
    }
}
