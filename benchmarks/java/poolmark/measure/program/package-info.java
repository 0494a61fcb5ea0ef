// SPDX-License-Identifier: Apache-2.0
/** What measured: the jar, the JVM of its workers, and how far its workloads were fitted to the machine. */
package poolmark.measure.program;
