// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;

/** Figures as SVG and as PNG. Needs no screen, but the fonts that any JDK with a desktop module finds. */
public final class Images {

    private static final int WIDTH = 900;

    private static final int HEIGHT = 560;

    /** What stands around the rows of a figure. */
    private static final int AROUND_ROWS = 240;

    private static final int ROW = 26;

    /** PNGs are for screens with many dots, and for print. */
    private static final double DOTS = 2;

    private Images() {}

    /**
     * Draws something small for nobody, so that fonts and libraries, which take half a second to load, are there when they are
     * wanted.
     *
     * @throws IOException when this JDK cannot draw
     */
    public static void prepare() throws IOException {
        Axis axis = new Axis("x", "", Axis.Scale.LINEAR);
        Series series = new Series("s", Series.Role.DATA, 0, List.of(new Point(1, 1, 0.5, 2, 1, ""), Point.at(2, 2)));
        Figure small = new Figure(
                "small",
                "small",
                "",
                "a",
                "b",
                "c",
                Kind.LINES,
                axis,
                axis,
                List.of(),
                List.of(series),
                List.of(),
                List.of());
        svg(small);
        png(small);
    }

    /** {@return the height of a figure; its width is always the same} */
    static int height(Figure figure) {
        boolean rows = figure.kind() == Kind.FOREST || figure.kind() == Kind.INTERVALS;
        return rows ? AROUND_ROWS + ROW * figure.categories().size() : HEIGHT;
    }

    /**
     * Writes a figure as PNG.
     *
     * @param figure the figure
     * @param file where to
     * @throws IOException when it cannot be written
     */
    public static void png(Figure figure, Path file) throws IOException {
        Files.write(file, png(figure));
    }

    private static byte[] png(Figure figure) throws IOException {
        int height = height(figure);
        BufferedImage image =
                new BufferedImage((int) (WIDTH * DOTS), (int) (height * DOTS), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(DOTS, DOTS);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Charts.of(figure).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException("this JDK cannot write PNG");
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a figure as SVG.
     *
     * @param figure the figure
     * @param file where to
     * @throws IOException when it cannot be written
     */
    public static void svg(Figure figure, Path file) throws IOException {
        Files.writeString(file, svg(figure));
    }

    private static String svg(Figure figure) throws IOException {
        int height = height(figure);
        Svg.Canvas graphics = new Svg.Canvas();
        JFreeChart chart = Charts.of(figure);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        Document document =
                Processors.get("svg").getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.writeTo(bytes);
        return Svg.finished(bytes.toString(StandardCharsets.UTF_8), figure, WIDTH, height);
    }
}
