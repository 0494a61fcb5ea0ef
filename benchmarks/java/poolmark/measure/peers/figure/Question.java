// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import java.util.Arrays;
import java.util.Optional;

/** The rows of the comparison: what a value means. Of every value, less is better. */
public enum Question {
    APPLY("apply", "no-op apply, there and back, one worker", Unit.NANOS),
    APPLY_PARKED("apply-parked", "no-op apply with spinning switched off", Unit.NANOS),
    ASYNC("async", "no-op applyAsync, many in flight, per task", Unit.NANOS),
    MAP("map", "map of integers, default chunks, per item", Unit.NANOS),
    ECHO("echo", "byte array sent and returned", Unit.NANOS_PER_BYTE),
    START_RESULT("start-result", "one task process, start to result", Unit.NANOS),
    START_JOIN("start-join", "one task process, start until it is gone", Unit.NANOS),
    OPEN("open", "pool of 2 x cpu opened, to the first result", Unit.NANOS),
    TUTORIAL_MAP("tutorial-map", "tutorial with map, time above 2 s", Unit.NANOS),
    TUTORIAL_ASYNC("tutorial-async", "tutorial with applyAsync, time above 2 s", Unit.NANOS),
    COMPUTE("compute", "computing tasks of about 2 ms, per task", Unit.NANOS),
    IDLE_CPU("idle", "idle pool of cpu workers, CPU time of all", Unit.CPU_NANOS_PER_SECOND),
    IDLE_MEMORY("idle-memory", "idle pool, resident memory of a worker", Unit.BYTES);

    private final String id;
    private final String title;
    private final Unit unit;

    Question(String id, String title, Unit unit) {
        this.id = id;
        this.title = title;
        this.unit = unit;
    }

    /** {@return its name in the protocol and on the command line} */
    public String id() {
        return id;
    }

    /** {@return what is measured} */
    public String title() {
        return title;
    }

    /** {@return what its values count} */
    public Unit unit() {
        return unit;
    }

    /** {@return what the CPU time beside its values counts} */
    public Unit cpuUnit() {
        return unit == Unit.NANOS_PER_BYTE ? Unit.CPU_NANOS_PER_BYTE : Unit.NANOS;
    }

    /** {@return the question of that name} */
    public static Optional<Question> of(String id) {
        return Arrays.stream(values())
                .filter(question -> question.id.equals(id))
                .findFirst();
    }
}
