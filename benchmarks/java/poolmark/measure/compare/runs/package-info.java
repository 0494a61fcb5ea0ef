// SPDX-License-Identifier: Apache-2.0
/** Stored runs held against each other: what can be said of two builds that were not measured side by side. */
package poolmark.measure.compare.runs;
