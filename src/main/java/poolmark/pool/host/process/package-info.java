// SPDX-License-Identifier: Apache-2.0
/**
 * The life of one worker's JVM: what it is started with (Apache Commons Exec), ahead of need or when it is wanted; how it
 * becomes somebody's worker; who reads what it sends; how it ends. The worker's code is started by the name of its main class.
 */
package poolmark.pool.host.process;
