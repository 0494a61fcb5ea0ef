// SPDX-License-Identifier: Apache-2.0
/** Keeps off the screen what a user can do nothing about. */
package poolmark.bench.quiet;
