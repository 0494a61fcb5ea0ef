// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import poolmark.measure.figure.Report;

/**
 * Writes {@code report.html}: one file that needs no network and asks for none. Its policy forbids every request and every
 * script but those that are named in it by their hash, so that nothing in a name or a sentence can run, were it ever to get
 * past the quoting.
 */
public final class Page {

    private static final String TEMPLATE = "page.html";
    private static final List<String> STYLES = List.of("figure.css", "page.css");
    private static final String NOTICE = "NOTICE.txt";

    /** In the order in which they run. */
    private static final List<String> SCRIPTS = List.of(
            "look.js",
            "words.js",
            "legend.js",
            "places.js",
            "layers.js",
            "option.js",
            "motion.js",
            "chart.js",
            "chooser.js",
            "page.js");

    private Page() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @param file where to; it is replaced if it exists
     * @throws IOException when it cannot be written
     */
    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, html(report));
    }

    /**
     * Makes the page's text.
     *
     * @param report the report
     * @return a whole HTML document
     */
    public static String html(Report report) {
        return Mustache.compiler()
                .escapeHTML(true)
                .compile(Inlined.text(TEMPLATE))
                .execute(new Parts(Outline.of(report), Island.json(report)));
    }

    /**
     * What the template fills in.
     *
     * @param report what it shows
     * @param data the same for the scripts
     */
    record Parts(Outline report, String data) {

        Inlined style() {
            return new Inlined(STYLES.stream().map(Inlined::text).collect(Collectors.joining()));
        }

        List<Inlined> scripts() {
            return SCRIPTS.stream().map(Inlined::resource).toList();
        }

        Inlined library() {
            return Inlined.library();
        }

        String libraryVersion() {
            return Inlined.libraryVersion();
        }

        String notice() {
            return Inlined.text(NOTICE);
        }

        /** No request at all, no script or style but ours, and no other page that shows this one's forms. */
        String policy() {
            String scripts = scripts().stream().map(Inlined::hash).collect(Collectors.joining(" "));
            return "default-src 'none'; script-src " + library().hash() + " " + scripts + "; style-src "
                    + style().hash() + "; base-uri 'none'; form-action 'none'";
        }
    }
}
