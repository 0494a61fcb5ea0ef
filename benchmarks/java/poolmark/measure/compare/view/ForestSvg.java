// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import poolmark.measure.compare.judge.Judgement;
import poolmark.measure.compare.judge.Verdict;

/**
 * All ratios of a comparison with their intervals, one below the other, on a logarithmic scale: to the right of 1 there is
 * more of it, the limit is the shaded part. Drawn without AWT: a gate runs on build servers that have no fonts.
 */
public final class ForestSvg {

    private static final int LABELS = 420;
    private static final int PLOT = 360;
    private static final int VERDICTS = 170;
    private static final int ROW = 20;
    private static final int TOP = 56;
    private static final int BOTTOM = 96;
    private static final int FOOT = 42;
    private static final int LINE = 16;
    private static final int MOST_LABEL = 68;
    private static final int MOST_FOOT = 140;

    /** What lies beyond is drawn to the edge. */
    private static final double WIDEST = Math.log(4);

    private static final double NARROWEST = Math.log(1.25);

    private static final List<Double> TICKS = List.of(0.25, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 4.0);

    private static final String STYLE = """
            <style>text{font:12px sans-serif;fill:#222}.mute{fill:#666}.axis{stroke:#888}.limit{fill:#888;opacity:.18}
            .REGRESSION{stroke:#c0392b;fill:#c0392b}.IMPROVED{stroke:#1e8449;fill:#1e8449}
            .CANNOT_TELL{stroke:#b9770e;fill:#b9770e}.NOISE,.PASS{stroke:#1f618d;fill:#1f618d}
            @media(prefers-color-scheme:dark){text{fill:#ddd}.mute{fill:#aaa}}</style>
            """;

    private final List<Judgement> rows;
    private final double edge;
    private final StringBuilder svg = new StringBuilder();

    private ForestSvg(List<Judgement> rows) {
        this.rows = rows;
        double widest = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(row.low(), row.ratio(), row.high()))
                .filter(ratio -> ratio > 0 && Double.isFinite(ratio))
                .map(ratio -> Math.abs(Math.log(ratio)))
                .max()
                .orElse(NARROWEST);
        this.edge = Math.min(WIDEST, Math.max(NARROWEST, 1.05 * widest));
    }

    /**
     * Draws it.
     *
     * @param comparison what to show; those without a ratio are left out
     * @return an SVG document
     */
    public static String of(Comparison comparison) {
        List<Judgement> rows = comparison.sorted().stream()
                .filter(judgement -> Double.isFinite(judgement.ratio()))
                .toList();
        return new ForestSvg(rows).drawn(comparison);
    }

    private String drawn(Comparison comparison) {
        int height = TOP + ROW * rows.size() + BOTTOM;
        int width = LABELS + PLOT + VERDICTS;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
                width, height, width, height);
        svg.append(STYLE);
        text(8, 20, "", "Poolmark " + comparison.kind().label() + ": " + comparison.headline());
        text(
                8,
                38,
                "mute",
                "new by old, with intervals; old " + comparison.baseline().name() + ", new "
                        + comparison.candidate().name());
        for (int row = 0; row < rows.size(); row++) {
            row(rows.get(row), TOP + ROW * row);
        }
        axis(TOP + ROW * rows.size());
        List<String> foot = lines(comparison.method());
        for (int line = 0; line < foot.size(); line++) {
            text(8, height - BOTTOM + FOOT + LINE * line, "mute", foot.get(line));
        }
        return svg.append("</svg>\n").toString();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > MOST_FOOT) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void row(Judgement judgement, int top) {
        double middle = top + ROW / 2.0;
        String label = ComparisonText.subject(judgement);
        line("<g><title>%s</title>", escaped(Wording.finding(judgement)));
        text(8, middle + 4, "", label.length() > MOST_LABEL ? label.substring(0, MOST_LABEL - 1) + "…" : label);
        double limit = Math.log1p(judgement.delta());
        line(
                "<rect class=\"limit\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                x(-limit), top, x(limit) - x(-limit), ROW);
        line(
                "<line class=\"%s\" stroke-width=\"2\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                judgement.verdict(), x(Math.log(judgement.low())), x(Math.log(judgement.high())), middle, middle);
        line(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>",
                judgement.verdict(), x(Math.log(judgement.ratio())), middle);
        boolean loud = judgement.verdict() == Verdict.REGRESSION;
        text(
                LABELS + PLOT + 10,
                middle + 4,
                loud ? "" : "mute",
                Wording.change(judgement) + "  " + judgement.verdict().label());
        svg.append("</g>\n");
    }

    private void axis(int bottom) {
        line("<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", LABELS, LABELS + PLOT, bottom, bottom);
        line("<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x(0), x(0), TOP, bottom);
        for (double tick : TICKS) {
            if (Math.abs(Math.log(tick)) <= edge) {
                line(
                        "<text class=\"mute\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                        x(Math.log(tick)), bottom + 16, Double.toString(tick));
            }
        }
    }

    private double x(double log) {
        double inside = Math.max(-edge, Math.min(edge, log));
        return LABELS + PLOT * (inside + edge) / (2 * edge);
    }

    private void text(double x, double y, String style, String content) {
        line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escaped(content));
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return Wording.oneLine(text)
                .replaceAll("\\p{Cntrl}", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
