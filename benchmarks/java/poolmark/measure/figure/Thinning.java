// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fewer points that look the same: of each stretch of x the lowest, the middle and the highest point of a series stay, so that
 * neither a drift nor an outlier is lost. Data files hold all points; only pictures are thinned.
 */
public final class Thinning {

    private static final int KEPT_OF_A_STRETCH = 3;

    private Thinning() {}

    /** {@return whether a figure is a cloud of more points than that} */
    public static boolean needed(Figure figure, int most) {
        return figure.kind() == Figure.Kind.POINTS && count(figure) > most;
    }

    private static int count(Figure figure) {
        return figure.series().stream()
                .mapToInt(series -> series.points().size())
                .sum();
    }

    /**
     * Thins what was measured; lines of other roles stay as they are.
     *
     * @param figure any figure
     * @param most so many measured points stay at most
     * @return the figure itself where that is not {@link #needed}, else one with fewer points
     */
    public static Figure thinned(Figure figure, int most) {
        if (!needed(figure, most)) {
            return figure;
        }
        long clouds = figure.series().stream().filter(Thinning::measured).count();
        int stretches = (int) Math.max(1, most / KEPT_OF_A_STRETCH / Math.max(1, clouds));
        double[] ends = figure.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::x)
                .sorted()
                .toArray();
        double length = (ends[ends.length - 1] - ends[0]) / stretches;
        return figure.with(figure.series().stream()
                .map(series -> measured(series) ? thinned(series, ends[0], length, stretches) : series)
                .toList());
    }

    private static boolean measured(Series series) {
        return series.role() == Series.Role.DATA;
    }

    private static Series thinned(Series series, double from, double length, int stretches) {
        SortedMap<Integer, List<Point>> byStretch = new TreeMap<>();
        for (Point point : series.points()) {
            int stretch = length == 0 ? 0 : (int) Math.min(stretches - 1, (point.x() - from) / length);
            byStretch.computeIfAbsent(stretch, at -> new ArrayList<>()).add(point);
        }
        List<Point> kept = new ArrayList<>();
        byStretch.values().forEach(points -> kept.addAll(outline(points)));
        return new Series(series.name(), series.role(), series.colour(), kept);
    }

    private static List<Point> outline(List<Point> points) {
        List<Point> byHeight =
                points.stream().sorted(Comparator.comparingDouble(Point::y)).toList();
        Set<Point> kept = new LinkedHashSet<>(
                List.of(byHeight.get(0), byHeight.get(byHeight.size() / 2), byHeight.get(byHeight.size() - 1)));
        return kept.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
    }
}
