// SPDX-License-Identifier: Apache-2.0
/** What all figures are made with: names, units and a sketch that becomes a figure. */
package poolmark.measure.view.base;
