// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Questions that are read together: they look at the same runs from several sides. */
enum Chapter {
    WORKERS("How many workers", "wall-vs-workers", "cpu-vs-workers", "speedup", "memory"),
    DURATION("How long a task has to be", "break-even"),
    HAND_OVER("What handing over costs", "overhead", "chunk-size", "latency"),
    LIFE("From start to end", "phases", "timeline"),
    SAMPLES("Every sample in order", "samples-in-order"),
    RUNS("Run against run", "runs");

    private final String heading;
    private final List<String> questions;

    Chapter(String heading, String... questions) {
        this.heading = heading;
        this.questions = List.of(questions);
    }

    /** {@return name of the chapter that a question belongs to; a question without one is one} */
    static String idOf(String question) {
        return Arrays.stream(values())
                .filter(chapter -> chapter.questions.contains(question))
                .findFirst()
                .map(chapter -> chapter.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse(question);
    }

    /** {@return heading of the chapter that a question belongs to} */
    static String headingOf(String question) {
        return Arrays.stream(values())
                .filter(chapter -> chapter.questions.contains(question))
                .findFirst()
                .map(chapter -> chapter.heading)
                .orElse(inWords(question));
    }

    /** {@return a question's fixed name as people write it} */
    static String inWords(String question) {
        String words = question.replace("-vs-workers", " time")
                .replace('-', ' ')
                .replaceAll("^cpu\\b", "CPU")
                .replace("speedup", "speed-up");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
