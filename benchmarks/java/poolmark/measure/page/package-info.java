// SPDX-License-Identifier: Apache-2.0
/**
 * A report as one HTML file: {@link poolmark.measure.page.Page} writes it. What it says and shows is in the file as text and
 * tables; a chart is drawn over each table where scripts run.
 */
package poolmark.measure.page;
