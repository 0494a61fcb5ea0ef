// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.peers.figure;

import java.util.List;

/**
 * One system's answer to one question.
 *
 * @param question the question's name
 * @param system the system's name
 * @param value wall time, or whatever else the question asks for
 * @param cpu CPU time of the system's whole process tree for the same unit of work, in ns; null where it cannot be told
 * @param ratio the value as a multiple of the reference system's; null where that has none
 * @param samples the values of each round, in the order of the rounds
 */
public record Row(String question, String system, Figure value, Figure cpu, Double ratio, List<double[]> samples) {

    /** {@return this row beside that of the reference system} */
    public Row against(Figure reference) {
        return new Row(question, system, value, cpu, value.median() / reference.median(), samples);
    }
}
