// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stability;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import poolmark.measure.stats.Quantiles;

/**
 * How a ruler moved in the course of a run.
 *
 * @param ruler its name
 * @param readings how often it was read
 * @param firstThirdNanos median of the first third of its readings
 * @param lastThirdNanos median of the last third
 * @param change of the latter against the former: 0.1 where the machine became a tenth slower
 * @param spread half the distance between the quartiles of all readings, as a part of their median
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RulerDrift(
        String ruler, int readings, long firstThirdNanos, long lastThirdNanos, double change, double spread) {

    /** A third needs a reading. */
    private static final int FEWEST_READINGS = 3;

    /** Round trips and starts of JVMs vary by some percent on a quiet machine; beyond that it is the machine. */
    private static final double LARGE = 0.1;

    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * Works out how each ruler moved.
     *
     * @param readings in the order of time, of any number of rulers
     * @return an entry for each ruler that was read often enough
     */
    public static List<RulerDrift> of(List<RulerReading> readings) {
        List<RulerDrift> drifts = new ArrayList<>();
        readings.stream()
                .collect(Collectors.groupingBy(RulerReading::ruler, java.util.TreeMap::new, Collectors.toList()))
                .forEach((ruler, own) -> {
                    if (own.size() >= FEWEST_READINGS) {
                        drifts.add(of(ruler, own));
                    }
                });
        return drifts;
    }

    private static RulerDrift of(String ruler, List<RulerReading> readings) {
        int third = readings.size() / 3;
        double first = Quantiles.median(nanos(readings.subList(0, third)));
        double last = Quantiles.median(nanos(readings.subList(readings.size() - third, readings.size())));
        double spread = Quantiles.spread(nanos(readings));
        return new RulerDrift(ruler, readings.size(), (long) first, (long) last, last / first - 1, spread);
    }

    private static double[] nanos(List<RulerReading> readings) {
        return readings.stream().mapToDouble(RulerReading::nanos).toArray();
    }

    /** {@return whether the machine was another one at the end, or another one all the time} */
    public boolean large() {
        return Math.abs(change) > LARGE || spread > LARGE;
    }

    /** {@return what was seen, for people} */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s %.0f -> %.0f us (%+.0f %%, spread %.0f %%, n=%d)%s",
                ruler,
                firstThirdNanos / NANOS_PER_MICRO,
                lastThirdNanos / NANOS_PER_MICRO,
                100 * change,
                100 * spread,
                readings,
                large() ? " MOVED: differences of that size mean nothing here" : "");
    }
}
