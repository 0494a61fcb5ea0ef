// SPDX-License-Identifier: Apache-2.0
/** How large a change has to be before it counts: {@code results/gates.properties}. */
package poolmark.measure.compare.limit;
