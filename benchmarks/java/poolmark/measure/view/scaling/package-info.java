// SPDX-License-Identifier: Apache-2.0
/** What becomes of a workload when there are more workers: time, CPU time, speed-up, memory. */
package poolmark.measure.view.scaling;
