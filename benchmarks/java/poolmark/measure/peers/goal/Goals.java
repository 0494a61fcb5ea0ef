// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.goal;

import static poolmark.measure.peers.goal.Goal.atMost;
import static poolmark.measure.peers.goal.Goal.times;

import java.util.List;
import poolmark.measure.peers.figure.Question;
import poolmark.measure.peers.figure.Rows;

/** The figures that the project wants to reach. */
public final class Goals {

    private static final String SPAWN = "python-spawn";
    private static final String FORK = "python-fork";
    private static final String GRIDS = "(hazelcast|ignite)-.*";
    private static final String OTHERS = "(python-futures|loky|node|pp4j|tika|hazelcast|ignite).*";

    /** From here on a JVM can be started from a cache of linked classes. */
    private static final int AHEAD_OF_TIME_JDK = 25;

    private static final double MEBIBYTE = 1024 * 1024;

    private static final List<Goal> ALL = List.of(
            times(Question.APPLY, 1.0 / 40, SPAWN, "apply: 1/40 of CPython's Pool.apply"),
            times(Question.APPLY, 1.0 / 15, OTHERS, "apply: 1/15 of the best other peer"),
            times(Question.APPLY_PARKED, 2, "floor-pipe-JDK", "apply without spinning: 2 x raw pipe")
                    .against(Question.APPLY),
            times(Question.ASYNC, 1.0 / 15, SPAWN, "applyAsync: 1/15 of CPython's apply_async"),
            times(Question.ASYNC, 1.0 / 20, GRIDS, "applyAsync: 1/20 of every JVM grid"),
            times(Question.MAP, 1.0 / 5, SPAWN, "map: 1/5 of CPython's"),
            times(Question.ECHO, 1.0 / 10, SPAWN, "echo: 10 x CPython's rate"),
            times(Question.ECHO, 2, "floor-copy-JDK", "echo: half the rate of a mapped-memory copy"),
            times(Question.START_JOIN, 1.25, "floor-jvm-JDK", "start + join, SPAWN: 1.25 x an empty JVM"),
            times(Question.START_JOIN, 0.85, SPAWN, "start + join, SPAWN: 0.85 x CPython's spawn")
                    .before(AHEAD_OF_TIME_JDK),
            times(Question.START_JOIN, 0.7, SPAWN, "start + join, SPAWN: 0.7 x CPython's spawn")
                    .from(AHEAD_OF_TIME_JDK),
            times(Question.START_RESULT, 0.5, FORK, "start to result, STANDBY: 0.5 x CPython's fork + join")
                    .against(Question.START_JOIN)
                    .withStandby(),
            times(Question.START_JOIN, 2, FORK, "start + join, STANDBY: 2 x CPython's fork + join")
                    .withStandby(),
            times(Question.OPEN, 1, SPAWN, "open, SPAWN: CPython's spawn").before(AHEAD_OF_TIME_JDK),
            times(Question.OPEN, 0.6, SPAWN, "open, SPAWN: 0.6 x CPython's spawn")
                    .from(AHEAD_OF_TIME_JDK),
            times(Question.OPEN, 1, FORK, "open, STANDBY: CPython's fork").withStandby(),
            times(Question.TUTORIAL_MAP, 1, SPAWN, "tutorial, map, SPAWN: CPython's spawn"),
            times(Question.TUTORIAL_MAP, 1, FORK, "tutorial, map, STANDBY: CPython's fork")
                    .withStandby(),
            times(Question.TUTORIAL_ASYNC, 1, SPAWN, "tutorial, applyAsync, SPAWN: CPython's spawn"),
            times(Question.TUTORIAL_ASYNC, 1, FORK, "tutorial, applyAsync, STANDBY: CPython's fork")
                    .withStandby(),
            times(Question.COMPUTE, 1 / 0.97, "threads-JDK", "computing: 0.97 of the thread pool's rate"),
            atMost(Question.IDLE_CPU, 1e6, "idle: less than 1 ms CPU per second"),
            atMost(Question.IDLE_MEMORY, 45 * MEBIBYTE, "idle: 45 MiB a worker"),
            times(Question.ASYNC, 1.0 / 10, SPAWN, "applyAsync, CPU of all: 1/10 of CPython's")
                    .inCpu());

    private Goals() {}

    /**
     * Judges all goals.
     *
     * @param rows what was measured
     * @param jdks versions that our pool ran on
     * @return the verdicts, goal by goal
     */
    public static List<Verdict> judge(Rows rows, List<Integer> jdks) {
        return ALL.stream()
                .flatMap(goal -> jdks.stream().filter(goal::holdsFor).map(jdk -> goal.judge(rows, jdk)))
                .toList();
    }
}
