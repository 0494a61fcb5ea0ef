// SPDX-License-Identifier: Apache-2.0
/**
 * Systems side by side, as a file and as tables. Pure functions of the samples.
 */
package poolmark.measure.peers;
