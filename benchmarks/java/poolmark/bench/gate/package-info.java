// SPDX-License-Identifier: Apache-2.0
/** The sub-command {@code gate}: measures two builds side by side, in the same minutes, until there is a verdict. */
package poolmark.bench.gate;
