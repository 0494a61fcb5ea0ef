// SPDX-License-Identifier: Apache-2.0
/** The sub-commands that compare stored runs. */
package poolmark.bench.compare;
