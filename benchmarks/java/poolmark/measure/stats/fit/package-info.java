// SPDX-License-Identifier: Apache-2.0
/** Models whose parameters are found from measurements, and which say so where these cannot tell. */
package poolmark.measure.stats.fit;
