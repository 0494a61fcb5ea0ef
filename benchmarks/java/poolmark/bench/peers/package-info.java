// SPDX-License-Identifier: Apache-2.0
/**
 * The sub-command {@code peers}: this pool beside every other that the machine has, and beside what the machine itself can
 * do, in one run and by turns.
 *
 * <pre>
 *   Catalogue ─▶ Peer ─╮
 *                      ├─▶ Plan ─▶ DriverRun ─▶ Answers ─▶ measure.peers ─▶ peers.json, peers.md, the table
 *   Effort ────────────╯           │  ▲
 *                                  ▼  │ text lines
 *                               a driver, in a process of its own, in the system's own language
 * </pre>
 */
package poolmark.bench.peers;
