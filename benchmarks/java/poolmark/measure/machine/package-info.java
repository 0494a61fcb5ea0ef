// SPDX-License-Identifier: Apache-2.0
/** What can be known of the machine, the checkout and the files that a run took place with. */
package poolmark.measure.machine;
