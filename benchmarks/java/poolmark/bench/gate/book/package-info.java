// SPDX-License-Identifier: Apache-2.0
/** What a gate keeps on the disk: its manifest, and a row for each fork as it ends. Enough to go on after a kill. */
package poolmark.bench.gate.book;
