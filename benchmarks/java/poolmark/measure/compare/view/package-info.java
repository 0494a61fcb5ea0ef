// SPDX-License-Identifier: Apache-2.0
/** A comparison as people read it: in a terminal, in a pull request, as a figure. */
package poolmark.measure.compare.view;
