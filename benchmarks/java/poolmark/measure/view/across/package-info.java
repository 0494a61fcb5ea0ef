// SPDX-License-Identifier: Apache-2.0
/** Figures of whatever was measured, and of several runs side by side. */
package poolmark.measure.view.across;
