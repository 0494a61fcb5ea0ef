// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import poolmark.measure.compare.CellName;

/**
 * What a fork of a gate measures.
 *
 * @param name benchmark and parameters
 * @param warmups iterations before measuring
 * @param iterations measured iterations
 * @param samplingMillis length of an iteration where it holds many operations
 */
public record GateCell(CellName name, int warmups, int iterations, int samplingMillis) {}
