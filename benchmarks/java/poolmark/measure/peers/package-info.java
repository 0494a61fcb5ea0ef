// SPDX-License-Identifier: Apache-2.0
/**
 * Systems side by side: what was asked, what came out, and how far this pool is from where it wants to be. Pure functions of
 * the samples.
 */
package poolmark.measure.peers;
