// SPDX-License-Identifier: Apache-2.0
/** The harness's side of the protocol: starts a driver, talks to it, reads its CPU time and memory from outside. */
package poolmark.bench.peers.run;
