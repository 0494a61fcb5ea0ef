// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.goal;

import java.util.OptionalDouble;
import poolmark.measure.peers.figure.Unit;

/**
 * What came of a goal.
 *
 * @param goal what was to be reached
 * @param question the question's name
 * @param system ours
 * @param outcome whether it was reached
 * @param value what we have; null where it was not measured
 * @param limit what it may be at most; null where the other system was not measured
 * @param other the system that the limit comes from; null for none
 * @param shown both values, for people
 */
public record Verdict(
        String goal,
        String question,
        String system,
        Outcome outcome,
        Double value,
        Double limit,
        String other,
        String shown) {

    /** Whether a goal was reached. */
    public enum Outcome {
        MET("met"),
        NOT_MET("NOT MET"),
        UNKNOWN("not measured");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** {@return for people} */
        public String label() {
            return label;
        }
    }

    static Verdict of(Goal goal, String system, OptionalDouble value, OptionalDouble limit, String other) {
        boolean known = value.isPresent() && limit.isPresent();
        Outcome outcome =
                !known ? Outcome.UNKNOWN : value.getAsDouble() <= limit.getAsDouble() ? Outcome.MET : Outcome.NOT_MET;
        Unit unit = goal.ofCpu() ? Unit.NANOS : goal.ours().unit();
        return new Verdict(
                goal.text(),
                goal.ours().id(),
                system,
                outcome,
                boxed(value),
                boxed(limit),
                other,
                shown(unit, value) + " of " + shown(unit, limit));
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static String shown(Unit unit, OptionalDouble value) {
        return value.isPresent() ? unit.format(value.getAsDouble()) : "?";
    }
}
