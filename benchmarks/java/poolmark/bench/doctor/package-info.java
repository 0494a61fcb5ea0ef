// SPDX-License-Identifier: Apache-2.0
/** Looks at the machine before anyone believes it: the sub-command, and the short form before each run. */
package poolmark.bench.doctor;
