// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import poolmark.measure.compare.export.ComparisonJson;
import poolmark.measure.compare.export.JUnitXml;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.ComparisonMarkdown;
import poolmark.measure.compare.view.ForestSvg;

/**
 * Where the forms of a comparison go; null for those that nobody asked for.
 *
 * @param junit JUnit XML
 * @param markdown Markdown for a pull request
 * @param json every number
 * @param forest an SVG with all ratios
 */
public record ComparisonFiles(Path junit, Path markdown, Path json, Path forest) {

    /**
     * Writes those that were asked for.
     *
     * @param comparison what to tell
     * @throws IOException when one cannot be written; the message names it
     */
    public void write(Comparison comparison) throws IOException {
        write(junit, JUnitXml.of(comparison));
        write(markdown, ComparisonMarkdown.of(comparison));
        write(json, ComparisonJson.of(comparison));
        write(forest, ForestSvg.of(comparison));
    }

    private static void write(Path file, String text) throws IOException {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new IOException(file + " cannot be written: " + unwritable, unwritable);
        }
    }
}
