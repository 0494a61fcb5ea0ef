// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

/** What came out for one metric of one cell. */
public enum Verdict {
    /** A change for the worse of twice the limit is ruled out, and none beyond the limit was shown. */
    PASS("pass"),
    /** Worse by more than the limit, in the first stage and again in fresh rounds. */
    REGRESSION("REGRESSION"),
    /** Better by more than the limit. */
    IMPROVED("improved"),
    /** Looked worse in the first stage, and did not in the second. */
    NOISE("noise"),
    /** Too much noise, too few rounds, or controls that moved. */
    CANNOT_TELL("cannot tell");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** {@return for people} */
    public String label() {
        return label;
    }
}
