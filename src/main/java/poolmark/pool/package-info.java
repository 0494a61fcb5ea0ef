// SPDX-License-Identifier: Apache-2.0
/**
 * A process pool for the JVM: tasks run in worker processes, each a JVM of its own.
 *
 * <p>Start at {@link poolmark.pool.ProcessPool} for many tasks, at {@link poolmark.pool.TaskProcess} for one. This package
 * is the door of the house: it takes calls and gives results or exceptions. Behind it, {@code host} starts workers and
 * hands out work, {@code worker} runs it in the other process, and both know only {@code wire}, the messages between them:
 *
 * <pre>
 *            parent process                     ║            worker process
 *  caller ─▶ pool ─▶ host ─▶ wire ══ stdin ═════╬═══▶ wire ─▶ worker ─▶ task
 *  caller ◀─ pool ◀─ host ◀─ wire ◀═ stdout ════╬════ wire ◀─ worker ◀─ task
 * </pre>
 *
 * @serial exclude
 */
package poolmark.pool;
