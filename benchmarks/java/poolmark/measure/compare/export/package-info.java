// SPDX-License-Identifier: Apache-2.0
/** A comparison as programs read it. */
package poolmark.measure.compare.export;
