// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import poolmark.measure.answer.SummaryMarkdown;
import poolmark.measure.draw.FigureData;
import poolmark.measure.draw.Images;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Report;
import poolmark.measure.page.Page;

/** All files of a report. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes {@code summary.md}, {@code report.html} and {@code plots/}. What needs fonts comes last: where a machine has
     * none, the rest is there.
     *
     * @param report what to write
     * @param directory an existing one
     * @param err told when images cannot be drawn
     * @return what was written, for people
     * @throws IOException when something cannot be written
     */
    public static List<String> write(Report report, Path directory, PrintStream err) throws IOException {
        List<String> written = new ArrayList<>(List.of("summary.md", "report.html"));
        Files.writeString(directory.resolve("summary.md"), SummaryMarkdown.of(report));
        Page.write(report, directory.resolve("report.html"));
        Path plots = Files.createDirectories(directory.resolve("plots"));
        for (Figure figure : report.figures()) {
            FigureData.csv(figure, plots.resolve(figure.id() + ".csv"));
            FigureData.json(figure, plots.resolve(figure.id() + ".json"));
        }
        written.add("plots/*.csv, *.json");
        if (draw(report, plots, err)) {
            written.add("plots/*.svg, *.png");
        }
        return written;
    }

    /** Loads in the background what drawing needs, while the runs are read. What goes wrong is told when it is drawn. */
    static void prepare() {
        System.setProperty("java.awt.headless", "true");
        CompletableFuture.runAsync(() -> {
            try {
                Images.prepare();
            } catch (IOException cannotDraw) {
                throw new UncheckedIOException(cannotDraw);
            }
        });
    }

    /** AWT throws errors of many kinds where its native libraries or the fonts are missing. */
    private static boolean draw(Report report, Path plots, PrintStream err) throws IOException {
        System.setProperty("java.awt.headless", "true");
        try {
            report.figures().parallelStream().forEach(figure -> images(figure, plots));
            return true;
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        } catch (LinkageError | InternalError | NullPointerException noFonts) {
            err.println("warning: no images were drawn, because this JDK finds no fonts (" + noFonts
                    + "); install fontconfig and a font, or a JDK that is not headless");
            return false;
        }
    }

    private static void images(Figure figure, Path plots) {
        try {
            Images.svg(figure, plots.resolve(figure.id() + ".svg"));
            Images.png(figure, plots.resolve(figure.id() + ".png"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
