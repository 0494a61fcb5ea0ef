// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.runs;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.view.Comparison.Party;

/**
 * A stored run as far as a comparison needs it.
 *
 * @param party what it is called
 * @param machine by which one machine can be told from another; empty where the file does not say
 * @param cpus processors that it could use; 0 where the file does not say
 * @param began when the run began, ISO 8601; empty where the file does not say
 * @param asked the command without where its results went; empty where the file does not say
 * @param workers how the JVMs of the workers were started; empty where the file does not say
 * @param cells for each cell and metric one number per fork, in the metric's unit
 * @param failed cells that failed, with the reason
 * @param rulers median of each ruler's readings, in ns
 * @param warnings what a reader of the figures should know
 */
public record Side(
        Party party,
        String machine,
        int cpus,
        String began,
        List<String> asked,
        String workers,
        SortedMap<CellName, Map<Metric, double[]>> cells,
        SortedMap<CellName, String> failed,
        SortedMap<String, Double> rulers,
        List<String> warnings) {

    /** {@return the median of a ruler; empty where nobody read it} */
    OptionalDouble ruler(String name) {
        return rulers.containsKey(name) ? OptionalDouble.of(rulers.get(name)) : OptionalDouble.empty();
    }

    /** {@return this with other cells} */
    Side with(SortedMap<CellName, Map<Metric, double[]>> changed) {
        return new Side(party, machine, cpus, began, asked, workers, changed, failed, rulers, warnings);
    }
}
