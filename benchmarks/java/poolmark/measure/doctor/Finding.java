// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that was looked at.
 *
 * @param level how much it matters
 * @param subject what it is about, in a word or two
 * @param seen what was seen, with its figures
 * @param why why that matters; empty where all is well
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(Level level, String subject, String seen, String why, String advice) {

    /** How much a finding matters. */
    public enum Level {
        /** As it should be. */
        @JsonProperty("fine")
        FINE,
        /** To be kept in mind when figures are read. */
        @JsonProperty("note")
        NOTE,
        /** Figures of this machine, as it is now, are not to be trusted. */
        @JsonProperty("doubt")
        DOUBT
    }

    static Finding fine(String subject, String seen) {
        return new Finding(Level.FINE, subject, seen, "", "");
    }

    static Finding note(String subject, String seen, String why, String advice) {
        return new Finding(Level.NOTE, subject, seen, why, advice);
    }

    static Finding doubt(String subject, String seen, String why, String advice) {
        return new Finding(Level.DOUBT, subject, seen, why, advice);
    }

    /** {@return fine, a note or a doubt, by how large a value is} */
    static Finding graded(
            double value, double noteFrom, double doubtFrom, String subject, String seen, String why, String advice) {
        Level level = value >= doubtFrom ? Level.DOUBT : value >= noteFrom ? Level.NOTE : Level.FINE;
        return level == Level.FINE ? fine(subject, seen) : new Finding(level, subject, seen, why, advice);
    }

    /** {@return a note that something could not be found out} */
    static Finding unknown(String subject) {
        return note(
                subject,
                "Not available on this system.",
                "Whether it disturbs the figures cannot be told.",
                "Nothing; keep it in mind.");
    }

    /** {@return one line for people} */
    public String line() {
        return subject + ": " + seen;
    }
}
