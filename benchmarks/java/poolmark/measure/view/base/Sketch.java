// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.view.base;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Band;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;

/** A figure that is being made. */
public final class Sketch {

    private final String question;
    private final Subject subject;
    private final Kind kind;
    private final List<Series> series = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private List<String> categories = List.of();
    private String title = "";
    private String reading = "";
    private String note = "";
    private Axis x;
    private Axis y;

    /**
     * Begins a figure.
     *
     * @param question its fixed name
     * @param subject what is asked about
     * @param kind what it looks like
     */
    public Sketch(String question, Subject subject, Kind kind) {
        this.question = question;
        this.subject = subject;
        this.kind = kind;
    }

    /** {@return this, with a title, what is to be read in it, and how it was measured} */
    public Sketch says(String newTitle, String newReading, String newNote) {
        title = newTitle;
        reading = newReading;
        note = newNote;
        return this;
    }

    /** {@return this, with its axes} */
    public Sketch axes(Axis newX, Axis newY) {
        x = newX;
        y = newY;
        return this;
    }

    /** {@return this, with the names of positions} */
    public Sketch categories(List<String> names) {
        categories = names;
        return this;
    }

    /** {@return this, with a series more; one without points is left out} */
    public Sketch add(String name, Role role, int colour, List<Point> points) {
        if (!points.isEmpty()) {
            series.add(new Series(name, role, colour, points));
        }
        return this;
    }

    /** {@return this, with a part of the x axis shaded} */
    public Sketch band(double from, double to, String label) {
        bands.add(new Band(from, to, label));
        return this;
    }

    /** {@return this, with a place pointed out} */
    public Sketch mark(Mark mark) {
        marks.add(mark);
        return this;
    }

    /** {@return how many series there are} */
    public int size() {
        return series.size();
    }

    /** {@return the figure; its id is the question with the subject's name behind it} */
    public Figure figure() {
        return new Figure(
                question + (subject.slug().isEmpty() ? "" : "-" + subject.slug()),
                question,
                subject.text(),
                title,
                reading,
                note,
                kind,
                x,
                y,
                categories,
                series,
                bands,
                marks);
    }
}
