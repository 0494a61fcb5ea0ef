// SPDX-License-Identifier: Apache-2.0
/**
 * The parent's side: starts worker processes (Apache Commons Exec), hands out work, notices deaths. Speaks in values, an
 * {@link poolmark.pool.host.Outcome} for each task; the door makes results and exceptions of them. Knows {@code wire} and
 * nothing of {@code worker}, which it starts by the name of its main class.
 *
 * <pre>
 *   door ─▶ Dispatcher ─▶ Slot ─▶ Worker ─▶ WorkerProcess ═▶ child JVM
 *            queue of       one of   what it     one thread:
 *            chunks         n seats  knows       launch, read, reap
 * </pre>
 */
package poolmark.pool.host;
