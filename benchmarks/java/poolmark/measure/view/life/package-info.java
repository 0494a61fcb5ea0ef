// SPDX-License-Identifier: Apache-2.0
/** What happens in the course of an operation, of a pool's life and of a run. */
package poolmark.measure.view.life;
