// SPDX-License-Identifier: Apache-2.0
/** Figures as images, drawn by JFreeChart, and as data. */
package poolmark.measure.draw;
