// SPDX-License-Identifier: Apache-2.0
/** What is to be thought of a comparison: verdicts, and the exit code that follows from them. */
package poolmark.measure.compare.judge;
