// SPDX-License-Identifier: Apache-2.0
/**
 * What an archive of the workers' classes needs to know of this machine: where archives can be kept, what kind the JVM takes,
 * and where in a class path this library is. Depends on nothing.
 */
package poolmark.pool.host.archive;
