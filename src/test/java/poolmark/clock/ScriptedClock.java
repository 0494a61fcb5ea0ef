// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A clock that a test sets. What is queued is answered first, each answer once. */
final class ScriptedClock implements CpuClock {

    long parentNanos;
    long endedNanos;
    final Deque<Long> nextEndedNanos = new ArrayDeque<>();
    final Map<Long, Long> living = new HashMap<>();
    final Set<Long> failOnce = new HashSet<>();
    final Set<Long> beingReaped = new HashSet<>();

    /** Runs when the clock is asked for a process, to change the world in the middle of a reading. */
    Runnable onProcess = () -> {};

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public long resolutionNanos() {
        return 1;
    }

    @Override
    public long parentNanos() {
        return parentNanos;
    }

    @Override
    public OptionalLong processNanos(long pid) {
        onProcess.run();
        if (failOnce.remove(pid) || !living.containsKey(pid)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(living.get(pid));
    }

    @Override
    public boolean isUnreaped(long pid) {
        return living.containsKey(pid) && !beingReaped.contains(pid);
    }

    @Override
    public long endedChildrenNanos() {
        return nextEndedNanos.isEmpty() ? endedNanos : nextEndedNanos.poll();
    }

    /** Reaps a worker: its time moves over to the ended children. */
    void end(long pid) {
        endedNanos += living.remove(pid);
    }
}
