// SPDX-License-Identifier: Apache-2.0
/** The questions that are asked, one class each, and {@link poolmark.bench.Main}, the command line. */
package poolmark.bench;
