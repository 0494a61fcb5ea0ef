// SPDX-License-Identifier: Apache-2.0
/** The tutorial this project started from, replayed in Java from its first cell to its last, and timed. */
package poolmark.bench.demo;
