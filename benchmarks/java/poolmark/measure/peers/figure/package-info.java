// SPDX-License-Identifier: Apache-2.0
/** What was asked and what came out: the questions, their units, and the answers of each system. */
package poolmark.measure.peers.figure;
