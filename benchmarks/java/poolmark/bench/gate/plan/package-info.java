// SPDX-License-Identifier: Apache-2.0
/** What a gate is asked to compare: its command line, the cells that it measures where nobody chooses, and the choice. */
package poolmark.bench.gate.plan;
