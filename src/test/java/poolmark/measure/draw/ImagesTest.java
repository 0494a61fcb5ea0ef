// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.axis.ValueAxis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import poolmark.measure.figure.Axis;
import poolmark.measure.figure.Axis.Scale;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Figure.Band;
import poolmark.measure.figure.Figure.Kind;
import poolmark.measure.figure.Figure.Mark;
import poolmark.measure.figure.Palette;
import poolmark.measure.figure.Point;
import poolmark.measure.figure.Series;
import poolmark.measure.figure.Series.Role;
import poolmark.measure.figure.Thinning;

class ImagesTest {

    private static final String HOSTILE = "</text><script>alert(\"1\")</script>&amp;'\n../../x\u0007";

    @TempDir
    Path directory;

    @BeforeAll
    static void withoutAScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    private static Figure figure(Kind kind, String text) {
        boolean rows = kind == Kind.FOREST || kind == Kind.INTERVALS;
        Axis named = new Axis(text, "", Scale.CATEGORY);
        Axis value = new Axis(text, "ms", rows || kind == Kind.STACKED_BARS ? Scale.LINEAR : Scale.LOG);
        List<Point> points = rows
                ? List.of(new Point(2, 0, 1, 3, 5, text), new Point(5, 1, 4, 8, 5, "8"))
                : List.of(new Point(0, 2, 1, 3, 5, text), new Point(1, 5, 4, 8, 5, "8"));
        return new Figure(
                "a-figure",
                "question",
                text,
                text,
                text,
                text,
                kind,
                rows ? value : named,
                rows ? named : value,
                List.of(text, "b"),
                List.of(
                        new Series(text, Role.DATA, 0, points),
                        new Series("other", Role.DATA, 1, points),
                        new Series("ideal", Role.IDEAL, 6, points)),
                rows ? List.of() : List.of(new Band(0.5, Double.POSITIVE_INFINITY, text)),
                List.of(new Mark(1, 0.8, 1.2, text, text)));
    }

    /** The label of a break-even hid the point that was measured next to it. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POINTS", "LINES"})
    void labelsOfMarksMustHaveRoomAboveAllThatIsDrawn(Kind kind) {
        double highest = 8; // the upper end of an interval
        ValueAxis axis = Plots.of(figure(kind, "plain")).getRangeAxis();
        double above = Math.log(axis.getUpperBound() / highest);
        assertThat(above / Math.log(axis.getUpperBound() / axis.getLowerBound()))
                .as("part of the height, for one label")
                .isGreaterThan(0.09);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pngMustShowEverySeriesInItsColourOnWhite(Kind kind) throws IOException {
        Path file = directory.resolve("figure.png");
        Images.png(figure(kind, "plain"), file);
        BufferedImage image = ImageIO.read(file.toFile());
        Map<Integer, Integer> colours = new HashMap<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
            }
        }
        double pixels = (double) image.getWidth() * image.getHeight();
        assertThat(colours.get(0xFFFFFF) / pixels).as("white").isBetween(0.2, 0.99);
        if (kind != Kind.POINTS) {
            assertThat(colours.getOrDefault(Integer.decode(Palette.hex(0)), 0))
                    .as("first series")
                    .isGreaterThan(50);
            assertThat(colours.getOrDefault(Integer.decode(Palette.hex(1)), 0))
                    .as("second series")
                    .isGreaterThan(50);
        }
        assertThat(colours.size()).as("letters have soft edges").isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void svgMustBeWellFormedAndHoldHostileNamesAsTextAlone(Kind kind) throws Exception {
        Path file = directory.resolve("figure.svg");
        Images.svg(figure(kind, HOSTILE), file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document svg = factory.newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).contains("<script>");
        assertThat(Files.readString(file))
                .doesNotContain("<script>")
                .doesNotContain("NaN")
                .contains("viewBox=");
    }

    /** Found by eye: a size that is each reader's own was left out, and browsers drew those texts a third larger. */
    @Test
    void svgMustSayTheSizeOfAllItsTexts() throws IOException {
        Path file = directory.resolve("figure.svg");
        Images.svg(figure(Kind.LINES, "plain"), file);
        String svg = Files.readString(file);
        assertThat(svg).containsPattern("<svg[^>]* font-size=\"12\"").contains("font-size:17px");
        assertThat(svg).as("to a hundredth of a pixel").doesNotContainPattern("[dxy]=\"[^\"]*\\.\\d{3}");
    }

    @Test
    void cloudOfThousandsMustStaySmallAndKeepItsOutliersAndAllItsData() throws IOException {
        int count = 20_000;
        Random random = new Random(4711);
        List<Point> points = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            double height = at == 12_345 ? 40 : at == 7_000 ? 0.05 : 1 + at / 40_000.0 + random.nextDouble() / 10;
            points.add(new Point(at, height, height, height, 1, ""));
        }
        Figure cloud = figure(Kind.POINTS, "plain").with(List.of(new Series("all", Role.DATA, 0, points)));
        Figure thinned = Thinning.thinned(cloud, 2_000);
        assertThat(thinned.series().get(0).points())
                .hasSizeBetween(500, 2_000)
                .contains(points.get(12_345), points.get(7_000))
                .isSubsetOf(points);
        assertThat(Thinning.thinned(thinned, 2_000)).isSameAs(thinned);
        Path svg = directory.resolve("figure.svg");
        Images.svg(cloud, svg);
        assertThat(Files.size(svg)).isLessThan(250_000);
        assertThat(Files.readString(svg)).contains("the data has all");
        Path csv = directory.resolve("figure.csv");
        FigureData.csv(cloud, csv);
        assertThat(Files.readAllLines(csv)).hasSize(count + 1);
    }

    @Test
    void dataMustQuoteWhatWouldBreakALine() throws IOException {
        Path csv = directory.resolve("figure.csv");
        FigureData.csv(figure(Kind.LINES, "a,\"b\"\nc"), csv);
        assertThat(Files.readString(csv))
                .startsWith("series,role,x,y,low,high,n,category,label\n\"a,\"\"b\"\"\nc\",data,0.0,2.0,");
        Path json = directory.resolve("figure.json");
        FigureData.json(figure(Kind.LINES, HOSTILE), json);
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(json.toFile())
                        .get("title")
                        .asText())
                .isEqualTo(HOSTILE);
    }
}
