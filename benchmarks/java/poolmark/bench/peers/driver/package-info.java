// SPDX-License-Identifier: Apache-2.0
/**
 * The drivers that are written in Java: this pool and threads; the floors are below. A driver is a program that asks one system one
 * question, in a process of its own. All drivers, whatever their language, keep to one protocol of text lines:
 *
 * <pre>
 *   harness                                  driver QUESTION name=value ...
 *      │                                        │  opens its pool, warms up
 *      │ ◀─────────── {@literal @}ready ──────────────── │
 *      │  reads CPU and memory of the whole tree, from outside
 *      │ ──────────── go ───────────────────▶ │  a block of operations
 *      │ ◀─── {@literal @}took ROW NANOS UNITS ───────── │  a sample, as many as there are
 *      │ ◀─────────── {@literal @}done UNITS ─────────── │  then it waits again: go for another block, end for the end
 * </pre>
 *
 * <p>{@code @cannot REASON} instead of {@code @ready} says that the system has no such operation, {@code @worker PID} names a
 * worker, {@code @version TEXT} the system. Other lines are noise of the system and are passed over.
 */
package poolmark.bench.peers.driver;
