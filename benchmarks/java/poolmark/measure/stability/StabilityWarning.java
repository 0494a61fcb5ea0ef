// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A reason not to trust the figures of a cell.
 *
 * @param kind what is the matter
 * @param cell the benchmark and its parameters
 * @param value what was seen, in the unit of {@code kind}
 * @param threshold what it should not have passed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StabilityWarning(Kind kind, String cell, double value, double threshold) {

    /** What may be the matter, why that matters, and what helps. */
    public enum Kind {
        /** Unit: first operation by the median of the later ones of its fork, median over the forks. */
        @JsonProperty("first-operation")
        FIRST_OPERATION(
                "the first measured operation differs from the later ones by a factor of up to %.1f",
                "the warm-up was too short; raise -wi"),
        /** Unit: half the distance between the quartiles by the median. */
        @JsonProperty("spread")
        SPREAD("operations spread by up to %.2f of their median", "quieten the machine, or raise -i and -f"),
        /** Unit: operation by the clock's resolution. */
        @JsonProperty("short-operation")
        SHORT_OPERATION(
                "an operation takes only %.1f times what the clock can tell apart",
                "make it longer, with more tasks or a higher taskMicros"),
        /** Unit: forks that are needed. */
        @JsonProperty("few-forks")
        FEW_FORKS("the mean is not known to 5 %% with 95 %% confidence; up to %.0f forks would be needed", "raise -f"),
        /** Unit: forks that there were. */
        @JsonProperty("single-fork")
        SINGLE_FORK("%.0f fork says nothing of how forks differ", "give -f 3 at least"),
        /** Unit: workers that measured operations met cold. */
        @JsonProperty("cold-workers")
        COLD_WORKERS("up to %.0f workers ran their first task in a measured operation", "raise -wi");

        private final String saying;
        private final String remedy;

        Kind(String saying, String remedy) {
            this.saying = saying;
            this.remedy = remedy;
        }
    }

    /** {@return what was seen and what to do, without the cell} */
    public String text() {
        return String.format(java.util.Locale.ROOT, kind.saying, value) + "; " + kind.remedy;
    }
}
