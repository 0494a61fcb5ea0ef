// SPDX-License-Identifier: Apache-2.0
/** How far this pool is from where it wants to be. */
package poolmark.measure.peers.goal;
