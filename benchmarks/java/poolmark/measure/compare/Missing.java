// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare;

/**
 * A cell that only one build has results of.
 *
 * @param cell what is missing
 * @param kind where it is missing
 * @param reason why, for people; empty where it simply is not there
 */
public record Missing(CellName cell, Kind kind, String reason) {

    /** Where results are missing. */
    public enum Kind {
        /** The candidate does not have the benchmark, or not with these parameters. */
        LOST,
        /** It failed with the candidate. */
        FAILED,
        /** The baseline does not have it: there is nothing to compare with. */
        ADDED,
        /** It failed with the baseline: the run tells nothing of it. */
        BASELINE_FAILED
    }
}
