// SPDX-License-Identifier: Apache-2.0
/** What it costs to hand work over, and from what size of work on that pays. */
package poolmark.measure.view.cost;
