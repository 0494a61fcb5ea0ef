// SPDX-License-Identifier: Apache-2.0
/**
 * What a comparison of two builds starts from: for each cell and metric one number per fork, and the controls that were
 * measured beside them. Values alone: who collected them, and from where, is not known here.
 */
package poolmark.measure.compare;
