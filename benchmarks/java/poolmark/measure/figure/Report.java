// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

import java.util.List;

/**
 * All that is to be said of one run or of several: each form of a report is made from it.
 *
 * @param title what is asked, in a few words, without mark-up
 * @param headline the answer to it, in a sentence or two
 * @param place where it was measured, and with what, in a few words; may be empty
 * @param runs what it is about, at least one, in the order in which they were given
 * @param answers sentences for someone who reads nothing else, the most wanted first
 * @param figures in the order in which they are to be read; each has another id
 * @param missing figures that these runs cannot carry
 * @param caveats what keeps a reader from trusting the figures, one sentence each
 */
public record Report(
        String title,
        String headline,
        String place,
        List<RunLabel> runs,
        List<Answer> answers,
        List<Figure> figures,
        List<Missing> missing,
        List<String> caveats) {

    /** Copies its lists. */
    public Report {
        runs = List.copyOf(runs);
        answers = List.copyOf(answers);
        figures = List.copyOf(figures);
        missing = List.copyOf(missing);
        caveats = List.copyOf(caveats);
    }

    /**
     * A run in the words of its manifest.
     *
     * @param name short, and another one for each run of a report
     * @param facts where, when and with what it was measured, for a table
     */
    public record RunLabel(String name, List<Fact> facts) {

        /** Copies its list. */
        public RunLabel {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Something known of a run.
     *
     * @param name what, such as {@code JDK}
     * @param value such as {@code 17.0.15}
     */
    public record Fact(String name, String value) {}

    /**
     * An answer, with its figures and how sure they are.
     *
     * @param question in a few words, such as {@code Break-even}; several answers may have the same one
     * @param text one plain sentence or two
     */
    public record Answer(String question, String text) {}

    /**
     * A figure that could not be drawn.
     *
     * @param question which one, see {@link Figure#question}
     * @param reason why, as a clause that follows its name
     * @param command what would measure what it lacks; empty where nothing would
     */
    public record Missing(String question, String reason, String command) {}
}
