// SPDX-License-Identifier: Apache-2.0
/** Which figures a run can carry. */
package poolmark.measure.view;
