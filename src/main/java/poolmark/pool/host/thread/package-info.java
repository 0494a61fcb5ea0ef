// SPDX-License-Identifier: Apache-2.0
/**
 * The threads that all pools of this JVM share. Depends on nothing.
 */
package poolmark.pool.host.thread;
