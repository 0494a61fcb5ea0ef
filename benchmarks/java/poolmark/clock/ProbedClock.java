// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.util.OptionalLong;

/** A source that passed its test, with what the test measured. */
final class ProbedClock implements CpuClock {

    private final String name;
    private final long resolutionNanos;
    private final String note;
    private final CpuSource source;
    private long costNanos = -1;

    ProbedClock(String name, long resolutionNanos, String note, CpuSource source) {
        this.name = name;
        this.resolutionNanos = resolutionNanos;
        this.note = note;
        this.source = source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long resolutionNanos() {
        return resolutionNanos;
    }

    @Override
    public synchronized long costNanos() {
        if (costNanos < 0) {
            costNanos = CpuClock.super.costNanos();
        }
        return costNanos;
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public long parentNanos() {
        return source.parentNanos();
    }

    @Override
    public OptionalLong processNanos(long pid) {
        return source.processNanos(pid);
    }

    @Override
    public boolean isUnreaped(long pid) {
        return source.isUnreaped(pid);
    }

    @Override
    public long endedChildrenNanos() {
        return source.endedChildrenNanos();
    }

    @Override
    public String toString() {
        return name + " (" + resolutionNanos + " ns)";
    }
}
