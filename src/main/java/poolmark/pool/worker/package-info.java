// SPDX-License-Identifier: Apache-2.0
/**
 * The child's side: the main class of a worker process, its loop over requests, and what protects the protocol from the
 * tasks. Knows the messages ({@code wire}) and the three interfaces that users implement; nothing depends on it, the parent
 * starts it by name.
 *
 * <p>Everything here is on the way of a process that starts: what a class loads, each worker pays for.
 */
package poolmark.pool.worker;
