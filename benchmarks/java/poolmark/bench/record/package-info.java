// SPDX-License-Identifier: Apache-2.0
/** Keeps what a run has given so far on the disk, in a state that can be read at any moment. */
package poolmark.bench.record;
