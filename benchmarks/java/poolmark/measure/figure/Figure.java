// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

import java.util.List;

/**
 * A figure: what is shown, not how. Text in it comes from files that anyone may have written: whoever puts it into a page or
 * an image quotes it there.
 *
 * <p>In {@link Kind#LINES}, {@link Kind#STACKED_BARS} and {@link Kind#POINTS} the measured value lies on y and an interval
 * runs along y. In {@link Kind#INTERVALS} and {@link Kind#FOREST} it lies on x, intervals run along x, and y is the number of a
 * row. Of stacked bars the interval lies where its part of the bar ends, and that of the topmost part is the whole bar's. Where an
 * axis has {@link Axis.Scale#CATEGORY}, positions on it are the numbers, from 0, of {@code categories}.
 *
 * @param id name of its files, of {@code a-z 0-9 -} alone; begins with the question
 * @param question the fixed name of what is asked, such as {@code wall-vs-workers}
 * @param subject what it is asked of, such as {@code cpu, 20 ms a task}; empty where there is one such figure only
 * @param title what is shown, in a few words
 * @param reading what is to be seen in it, one sentence with figures
 * @param note how it was measured: what points and intervals are, and of how many samples; goes below it
 * @param kind what it looks like
 * @param x axis to the right
 * @param y axis to the top; for rows, row 0 is the topmost
 * @param categories names of the positions on the axis of {@link Axis.Scale#CATEGORY}; empty where there is none
 * @param series what is drawn, at least one with a point
 * @param bands parts of the x axis that are shaded
 * @param marks places on the x axis that are pointed out
 */
public record Figure(
        String id,
        String question,
        String subject,
        String title,
        String reading,
        String note,
        Kind kind,
        Axis x,
        Axis y,
        List<String> categories,
        List<Series> series,
        List<Band> bands,
        List<Mark> marks) {

    /** What a figure looks like. */
    public enum Kind {
        /** Points in the order of x, joined by lines. */
        LINES,
        /** Bars on categories along x; data series stand on one another, others are drawn as lines. */
        STACKED_BARS,
        /** Points without lines. */
        POINTS,
        /** Bars from low to high in rows: a timeline, the phases of a life. */
        INTERVALS,
        /** Points with intervals in rows: ratios, of which 1 is marked. */
        FOREST
    }

    /**
     * A shaded part of the x axis.
     *
     * @param from where it begins
     * @param to where it ends; infinite for the end of the axis
     * @param label why
     */
    public record Band(double from, double to, String label) {}

    /**
     * A place on the x axis.
     *
     * @param x where
     * @param low lower end of its interval; x where there is none
     * @param high upper end
     * @param series name of the series it belongs to; empty where it belongs to none
     * @param label what is there
     */
    public record Mark(double x, double low, double high, String series, String label) {}

    /** Copies its lists and looks at its id. */
    public Figure {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not the name of a file: " + id);
        }
        categories = List.copyOf(categories);
        series = List.copyOf(series);
        bands = List.copyOf(bands);
        marks = List.copyOf(marks);
    }

    /** {@return the same figure with other series} */
    public Figure with(List<Series> others) {
        return new Figure(id, question, subject, title, reading, note, kind, x, y, categories, others, bands, marks);
    }

    /** {@return the same figure by another id, about another subject} */
    public Figure named(String otherId, String otherSubject) {
        return new Figure(
                otherId, question, otherSubject, title, reading, note, kind, x, y, categories, series, bands, marks);
    }
}
