// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import poolmark.bench.peers.rivals.Peer;

/** How often and how long each question is asked. */
enum Effort {
    /** A look, in some minutes. */
    QUICK(new Rounds(2, 1, 1, 1), new Times(2, 600, 200), new Counts(2, 6, 1, 3)),

    /** What one may quote. A JVM with two processors compiles for two seconds before it does what it can. */
    WHOLE(new Rounds(3, 2, 1, 3), new Times(3, 2_500, 350), new Counts(5, 10, 5, 5)),

    /** Does it work at all? For tests. */
    TINY(new Rounds(1, 1, 1, 1), new Times(1, 20, 20), new Counts(0, 1, 0, 1));

    private static final int CPUS = Runtime.getRuntime().availableProcessors();

    /** The questions that a driver knows; an answer may have several rows. */
    static final List<String> QUESTIONS = List.of(
            "apply",
            Peer.PARKED,
            "async",
            "map",
            "echo",
            "start",
            "open",
            "tutorial-map",
            "tutorial-async",
            "compute",
            "idle");

    /** Takes seconds an operation, or always gives the same. */
    private static final List<String> RARELY = List.of("echo", "tutorial-map", "tutorial-async", "idle");

    /** Takes some seconds in all, and a third more or less from one minute to another. */
    private static final List<String> STARTS = List.of("start", "open");

    private static final int MANY_TASKS = 10_000;
    private static final int ITEMS = 1_000_000;
    private static final int COMPUTING_TASKS = 100;

    /** About two milliseconds. */
    private static final int STEPS = 1_000_000;

    private static final int ECHO_BYTES = 64 << 20;

    /** Whoever starts processes ahead of need does so in this time; everybody gets it, so that all are alike. */
    private static final int REFILL_MILLIS = 150;

    /** What a look asks of those that take seconds to start. */
    private static final List<String> BRIEFLY = List.of("apply", "async");

    private final Rounds rounds;
    private final Times times;
    private final Counts counts;

    /**
     * Fresh drivers for each question.
     *
     * @param yardstick for this pool and those that goals are set against
     * @param other for the others
     * @param heavy for those that take seconds to start
     * @param rare at most so many where an answer takes long
     */
    private record Rounds(int yardstick, int other, int heavy, int rare) {}

    /**
     * For operations of microseconds, and for all.
     *
     * @param blocks times that a driver is told to go
     * @param warmMillis warm-up
     * @param blockMillis length of a block
     */
    private record Times(int blocks, int warmMillis, int blockMillis) {}

    /** For operations of milliseconds: unmeasured ones and measured ones, of a process and of a pool. */
    private record Counts(int startWarmups, int starts, int openWarmups, int opens) {}

    Effort(Rounds rounds, Times times, Counts counts) {
        this.rounds = rounds;
        this.times = times;
        this.counts = counts;
    }

    int rounds(String question, Peer peer) {
        int most = RARELY.contains(question) ? rounds.rare() : mostRounds();
        return switch (peer.standing()) {
            case YARDSTICK -> most;
            case OTHER -> Math.min(most, rounds.other());
            case HEAVY -> this == QUICK && !BRIEFLY.contains(question) ? 0 : Math.min(most, rounds.heavy());
        };
    }

    int mostRounds() {
        return rounds.yardstick();
    }

    /** How often a round asks it, each time of a fresh driver. */
    int timesARound(String question, Peer peer) {
        return this == WHOLE && STARTS.contains(question) && peer.standing() == Peer.Standing.YARDSTICK ? 2 : 1;
    }

    int blocks(String question) {
        return isTimed(question) ? times.blocks() : 1;
    }

    private static boolean isTimed(String question) {
        return !List.of("start", "open", "tutorial-map", "tutorial-async", "idle")
                .contains(question);
    }

    /** {@return what a driver is told beside the question} */
    Map<String, String> parameters(String question) {
        Map<String, Object> values = new TreeMap<>();
        values.put("workers", CPUS);
        switch (question) {
            case "apply", Peer.PARKED -> values.put("workers", 1);
            case "async" -> values.put("tasks", MANY_TASKS);
            case "map" -> values.put("items", ITEMS);
            case "echo" -> values.putAll(Map.of("workers", 1, "bytes", ECHO_BYTES));
            case "compute" -> values.putAll(Map.of("tasks", COMPUTING_TASKS, "steps", STEPS));
            case "start" -> values.putAll(repeats(counts.startWarmups(), counts.starts()));
            case "open" -> values.putAll(repeats(counts.openWarmups(), counts.opens()));
            case "tutorial-map", "tutorial-async" -> values.putAll(repeats(counts.openWarmups(), 1));
            case "idle" -> values.putAll(Map.of("warm", idleMillis(), "millis", 2 * idleMillis()));
            default -> throw new IllegalArgumentException("no such question: " + question);
        }
        if (List.of("open", "tutorial-map", "tutorial-async").contains(question)) {
            values.put("workers", 2 * CPUS);
            values.put("pause", CPUS * REFILL_MILLIS);
        }
        if (isTimed(question)) {
            values.putAll(Map.of("warm", warmMillis(question), "millis", times.blockMillis()));
        }
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    /**
     * A parent and its workers compile beside each other, on the processors that they compute on; what comes by some forty, or some
     * thousand, times a second takes them longer.
     */
    private int warmMillis(String question) {
        return switch (question) {
            case "map" -> 2 * times.warmMillis();
            case "compute" -> 4 * times.warmMillis();
            default -> times.warmMillis();
        };
    }

    private int idleMillis() {
        return 2 * times.warmMillis();
    }

    private static Map<String, Integer> repeats(int warmups, int count) {
        return Map.of("warmups", warmups, "count", count, "pause", REFILL_MILLIS);
    }
}
