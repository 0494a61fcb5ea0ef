// SPDX-License-Identifier: Apache-2.0
/** Statistics of numbers, pure functions that know nothing of where these come from. */
package poolmark.measure.stats;
