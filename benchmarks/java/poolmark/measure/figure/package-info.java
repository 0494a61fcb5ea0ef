// SPDX-License-Identifier: Apache-2.0
/**
 * What a report shows, as values that know nothing of how they are drawn: {@link poolmark.measure.figure.Report} holds the
 * sentences and the figures, and each form (image, page, text, data) is made from it alone.
 */
package poolmark.measure.figure;
