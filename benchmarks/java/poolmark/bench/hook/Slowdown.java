// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.hook;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poolmark.pool.Action;

/**
 * A change for the worse that somebody asked for with the system property {@value #PROPERTY}, to see whether a gate finds
 * it. Its value is a list such as {@code StrategyBenchmark.poolMap:wall=15,LifecycleBenchmark.close:cpu=20}: the end of a
 * benchmark's full name, what gets worse, and by how many percent. {@code StrategyBenchmark.poolMap@cpu:wall=15} means those
 * cells alone that have {@code cpu} as the value of a parameter.
 *
 * <ul>
 *   <li>{@code wall}: each operation takes longer, asleep, by a part of the time that the one before took.
 *   <li>{@code cpu}: after the operation's time has been taken the parent computes, a part of all CPU time of the operation.
 *   <li>{@code memory}: each worker holds memory for nothing, at any time a part of the most that it has used.
 * </ul>
 *
 * @param benchmark end of the full name
 * @param value of one of its parameters; empty where all cells of the benchmark are meant
 * @param kind what gets worse
 * @param percent by how much, 1 or more
 */
public record Slowdown(String benchmark, String value, Kind kind, int percent) {

    /** The system property. */
    public static final String PROPERTY = "poolmark.hook.slowdown";

    private static final Pattern ITEM = Pattern.compile("([\\w.]+)(?:@(\\w+))?:(wall|cpu|memory)=([1-9]\\d{0,3})");

    private static final double PERCENT = 100;

    /** By so much the kernel wakes a thread late; a shorter wait is worth no sleep. */
    private static final long OVERSLEPT_NANOS = 60_000;

    /** What gets worse. */
    public enum Kind {
        /** Wall time. */
        WALL,
        /** CPU time of the parent. */
        CPU,
        /** Memory of the workers. */
        MEMORY
    }

    /**
     * What was asked for.
     *
     * @param benchmark full name of the benchmark that this JVM runs
     * @param values its parameters' values
     * @return the first that fits; empty where none does, as in every run that means what it says
     * @throws IllegalArgumentException when the property cannot be read
     */
    public static Optional<Slowdown> of(String benchmark, Collection<String> values) {
        String asked = System.getProperty(PROPERTY, "");
        return Arrays.stream(asked.split(","))
                .filter(item -> !item.isBlank())
                .map(Slowdown::parse)
                .filter(slowdown -> benchmark.endsWith("." + slowdown.benchmark))
                .filter(slowdown -> slowdown.value.isEmpty() || values.contains(slowdown.value))
                .findFirst();
    }

    private static Slowdown parse(String item) {
        Matcher parts = ITEM.matcher(item.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + ": '" + item + "' must be Class.method[@VALUE]:wall=PERCENT, or cpu= or memory=");
        }
        Kind kind = Kind.valueOf(parts.group(3).toUpperCase(java.util.Locale.ROOT));
        String value = Optional.ofNullable(parts.group(2)).orElse("");
        return new Slowdown(parts.group(1), value, kind, Integer.parseInt(parts.group(4)));
    }

    /**
     * Makes an operation longer. To be called when its clocks have been read and before it begins, while the workers sleep: at
     * its end their threads would still spin, and it would cost CPU time too.
     *
     * @param tookNanos what the operation before has taken itself
     */
    public void lengthen(long tookNanos) {
        if (kind == Kind.WALL) {
            long end = System.nanoTime() + part(tookNanos);
            LockSupport.parkNanos(end - System.nanoTime() - OVERSLEPT_NANOS);
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Computes. To be called after an operation's wall time and before its CPU time is taken.
     *
     * @param tookNanos CPU time of the operation
     * @param cpu the clock of this JVM's CPU time
     */
    public void compute(long tookNanos, LongSupplier cpu) {
        if (kind == Kind.CPU) {
            long end = cpu.getAsLong() + part(tookNanos);
            while (cpu.getAsLong() < end) {
                Thread.onSpinWait();
            }
        }
    }

    /** {@return what a worker has to do when it begins; empty where nothing of its memory was asked for} */
    public Optional<Action> ballast() {
        int share = percent;
        return kind == Kind.MEMORY ? Optional.of(() -> Ballast.load(share / PERCENT)) : Optional.empty();
    }

    private long part(long nanos) {
        return Math.round(nanos * (percent / PERCENT));
    }
}
