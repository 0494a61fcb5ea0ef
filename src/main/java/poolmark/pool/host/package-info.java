// SPDX-License-Identifier: Apache-2.0
/**
 * The parent's side: who does what. Hands out the tasks of calls to workers and finds out what became of each; an
 * {@link poolmark.pool.host.Outcome} for every task, of which the door makes results and exceptions. Knows {@code wire} and
 * nothing of {@code worker}.
 *
 * <pre>
 *   door ─▶ Dispatcher ─▶ Board ─▶ Distribution ─▶ Worker ─▶ process ─▶ line ═▶ child JVM
 *           one lock      rules    who gets        what it    its life   pipes and
 *                                  which chunk,    was sent              shared memory
 *                                  Ahead: and more
 *
 *   door ◀─ Call ◀─ Delivery ◀────────────────────────────── process ◀─ line ◀═
 * </pre>
 *
 * <p>The rooms below: {@code process} starts, serves and ends one worker's JVM; {@code line} carries bytes to it and frames
 * from it; {@code evidence} is what is known of its end; {@code archive} where archives of classes are kept; {@code thread}
 * the threads that all share.
 */
package poolmark.pool.host;
