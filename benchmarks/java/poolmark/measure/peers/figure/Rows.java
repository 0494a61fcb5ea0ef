// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All answers.
 *
 * @param all the rows, in no particular order
 */
public record Rows(List<Row> all) {

    /** {@return the answers to one question, the best first} */
    public List<Row> of(Question question) {
        return all.stream()
                .filter(row -> row.question().equals(question.id()))
                .sorted(Comparator.comparingDouble(row -> row.value().median()))
                .toList();
    }

    /** {@return the best answer to a question among the systems whose whole name the expression matches} */
    public Optional<Row> best(Question question, Pattern systems) {
        return of(question).stream()
                .filter(row -> systems.matcher(row.system()).matches())
                .findFirst();
    }

    /** {@return the answer of one system} */
    public Optional<Row> of(Question question, String system) {
        return best(question, Pattern.compile(Pattern.quote(system)));
    }

    /** {@return the same rows, each beside that of the reference system} */
    public Rows against(String reference) {
        return new Rows(all.stream()
                .map(row -> Question.of(row.question())
                        .flatMap(question -> of(question, reference))
                        .map(other -> row.against(other.value()))
                        .orElse(row))
                .toList());
    }
}
