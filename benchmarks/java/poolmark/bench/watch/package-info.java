// SPDX-License-Identifier: Apache-2.0
/** Sees to it that a fork ends, and that nothing of it is left: no process, file or open descriptor. */
package poolmark.bench.watch;
