// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.input;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import poolmark.measure.result.Sample;
import poolmark.measure.stability.RulerReading;

/**
 * A run, or what is known of one.
 *
 * @param name short
 * @param facts where, when and with what, in the order in which to tell them; name and value
 * @param cpus processors that it could use; 0 where nobody knows
 * @param cells what was measured; what a failed cell measured is left out
 * @param samples all operations in the order in which they ran; empty where only JMH's results are there
 * @param rulers how fast the machine was in the course of the run
 * @param details more of some operations
 * @param caveats what keeps a reader from trusting the figures
 */
public record Run(
        String name,
        List<List<String>> facts,
        int cpus,
        List<Cell> cells,
        List<Sample> samples,
        List<RulerReading> rulers,
        Details details,
        List<String> caveats) {

    /** {@return the cells of a class of ours, in their order} */
    public Stream<Cell> of(String type) {
        return cells.stream().filter(cell -> cell.is(type));
    }

    /** {@return the first cell of a method of ours that fits} */
    public Optional<Cell> find(String type, String method, Predicate<Cell> fits) {
        return of(type).filter(cell -> cell.method().equals(method))
                .filter(fits)
                .findFirst();
    }

    /** {@return the processors, 1 where nobody knows} */
    public int usableCpus() {
        return Math.max(1, cpus);
    }
}
