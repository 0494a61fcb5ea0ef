// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.goal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import poolmark.measure.peers.figure.Question;
import poolmark.measure.peers.figure.Row;
import poolmark.measure.peers.figure.Rows;

/**
 * Something to reach: an answer of ours is at most a multiple of another system's, or at most a fixed value.
 *
 * @param text what it is, for people
 * @param ours the question that we answer
 * @param standby whether with workers that were started ahead of need
 * @param factor how large a multiple; of nothing when {@code theirs} is null, and then the limit itself
 * @param theirs the question that they answer; null for none
 * @param systems expression for their names, of which the best counts; {@code JDK} in it stands for our own version
 * @param fromJdk first version that it holds for
 * @param beforeJdk first version that it holds no longer for
 * @param ofCpu whether CPU time is compared instead of the value
 */
public record Goal(
        String text,
        Question ours,
        boolean standby,
        double factor,
        Question theirs,
        String systems,
        int fromJdk,
        int beforeJdk,
        boolean ofCpu) {

    private static final int NEVER = Integer.MAX_VALUE;

    /** {@return a goal against other systems' answers to the same question} */
    static Goal times(Question question, double factor, String systems, String text) {
        return new Goal(text, question, false, factor, question, systems, 0, NEVER, false);
    }

    /** {@return a goal that is a fixed value} */
    static Goal atMost(Question question, double limit, String text) {
        return new Goal(text, question, false, limit, null, "", 0, NEVER, false);
    }

    Goal withStandby() {
        return new Goal(text, ours, true, factor, theirs, systems, fromJdk, beforeJdk, ofCpu);
    }

    Goal against(Question other) {
        return new Goal(text, ours, standby, factor, other, systems, fromJdk, beforeJdk, ofCpu);
    }

    Goal from(int jdk) {
        return new Goal(text, ours, standby, factor, theirs, systems, jdk, beforeJdk, ofCpu);
    }

    Goal before(int jdk) {
        return new Goal(text, ours, standby, factor, theirs, systems, fromJdk, jdk, ofCpu);
    }

    Goal inCpu() {
        return new Goal(text, ours, standby, factor, theirs, systems, fromJdk, beforeJdk, true);
    }

    boolean holdsFor(int jdk) {
        return jdk >= fromJdk && jdk < beforeJdk;
    }

    /**
     * Judges.
     *
     * @param rows what was measured
     * @param jdk version that our pool ran on
     * @return what came out
     */
    Verdict judge(Rows rows, int jdk) {
        String system = systemName(standby, jdk);
        OptionalDouble value = value(rows.of(ours, system));
        Optional<Row> other = theirs == null
                ? Optional.empty()
                : rows.best(theirs, Pattern.compile(systems.replace("JDK", Integer.toString(jdk))));
        OptionalDouble limit = theirs == null ? OptionalDouble.of(factor) : scaled(value(other));
        return Verdict.of(this, system, value, limit, other.map(Row::system).orElse(null));
    }

    /** {@return name of this pool among the systems} */
    public static String systemName(boolean standby, int jdk) {
        return (standby ? "poolmark-standby-" : "poolmark-") + jdk;
    }

    private OptionalDouble scaled(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(factor * value.getAsDouble()) : value;
    }

    private OptionalDouble value(Optional<Row> row) {
        ToDoubleFunction<Row> median =
                found -> ofCpu ? found.cpu().median() : found.value().median();
        return row.filter(found -> !ofCpu || found.cpu() != null).stream()
                .mapToDouble(median)
                .findFirst();
    }
}
