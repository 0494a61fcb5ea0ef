// SPDX-License-Identifier: Apache-2.0
/**
 * Drivers for other systems of the JVM. Compiled under the Maven profile {@code peers} alone, whose libraries neither the
 * pool nor {@code benchmarks.jar} ever sees. The protocol is that of {@code poolmark.bench.peers.driver}.
 */
package poolmark.peers;
