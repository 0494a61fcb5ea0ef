// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import java.util.Optional;

/**
 * A line of the protocol.
 *
 * @param word what it says
 * @param rest what follows the word; empty for nothing
 */
record Line(String word, String rest) {

    private static final String MARK = "@";

    /**
     * Reads a line.
     *
     * @param text as it came
     * @return empty for what a system prints on its own
     */
    static Optional<Line> parse(String text) {
        if (!text.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] parts = text.substring(MARK.length()).strip().split(" ", 2);
        return Optional.of(new Line(parts[0], parts.length > 1 ? parts[1] : ""));
    }

    /**
     * A sample.
     *
     * @param row what was measured
     * @param nanos time of all units
     * @param units how many units
     */
    record Took(String row, long nanos, long units) {

        double nanosPerUnit() {
            return (double) nanos / units;
        }
    }

    /** {@return the sample that this line reports} */
    Took took() throws ProtocolException {
        String[] words = rest.split(" ");
        if (words.length != 3) {
            throw new ProtocolException(this);
        }
        Took took = new Took(words[0], number(words[1]), number(words[2]));
        if (took.units() <= 0) {
            throw new ProtocolException(this);
        }
        return took;
    }

    /** {@return the number that follows the word} */
    long number() throws ProtocolException {
        return number(rest);
    }

    private long number(String text) throws ProtocolException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new ProtocolException(this);
        }
    }

    /** A driver said what makes no sense. */
    static final class ProtocolException extends java.io.IOException {

        private static final long serialVersionUID = 1L;

        ProtocolException(Line line) {
            super("the driver said @" + line.word() + " " + line.rest());
        }
    }
}
