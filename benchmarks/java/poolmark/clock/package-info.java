// SPDX-License-Identifier: Apache-2.0

/**
 * The clocks of a measurement: wall time, the CPU time of this JVM and the CPU time of its worker processes.
 *
 * <p>{@link poolmark.clock.NanoClock} is the wall clock, {@link poolmark.clock.CpuClock} reads the CPU time of one
 * process, and {@link poolmark.clock.CpuLedger} makes of it one consistent reading over this JVM and all of its
 * workers, living and ended. {@link poolmark.clock.ClockFacts} says for the manifest what these clocks can tell apart.
 *
 * <p>All times are nanoseconds in a {@code long}, all memory is bytes. Readings of one JVM are never compared with those
 * of another. Loading the native clock takes about 100 ms, once, in {@link poolmark.clock.CpuClock#best()}; nothing of it
 * happens inside a measurement that was preceded by {@link poolmark.clock.CpuLedger#warmUp()}.
 */
package poolmark.clock;
