// SPDX-License-Identifier: Apache-2.0
/**
 * Whether figures can be trusted: pure functions of what was measured, whose findings are data. They know neither files
 * nor how something was measured.
 */
package poolmark.measure.stability;
