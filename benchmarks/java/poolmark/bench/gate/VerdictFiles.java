// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.GateManifest.Side;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.export.Annotations;
import poolmark.measure.compare.export.ComparisonJson;
import poolmark.measure.compare.export.JUnitXml;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.ComparisonMarkdown;
import poolmark.measure.compare.view.ComparisonText;
import poolmark.measure.result.RunDirectory;

/** The verdict of a gate in every form, beside what it rests on. */
final class VerdictFiles {

    /** Set where GitHub runs us; there annotations appear beside the change itself. */
    private static final String GITHUB = "GITHUB_ACTIONS";

    private final Comparison comparison;
    private final Map<String, String> texts;

    /**
     * Makes them.
     *
     * @param manifest of the gate
     * @param stages what was measured
     * @param outcome what came out
     */
    VerdictFiles(GateManifest manifest, List<Collected> stages, Outcome outcome) {
        comparison = Comparison.ofGate(
                party(manifest, manifest.baseline()),
                party(manifest, manifest.candidate()),
                stages,
                outcome,
                manifest.warnings());
        texts = Map.of(
                "markdown", ComparisonMarkdown.of(comparison),
                "junit", JUnitXml.of(comparison),
                "json", ComparisonJson.of(comparison));
    }

    private static Comparison.Party party(GateManifest manifest, Side side) {
        boolean known = manifest.host() != null;
        return new Comparison.Party(
                Path.of(side.jar()).getFileName() + " "
                        + side.sha256().substring(0, Math.min(8, side.sha256().length()))
                        + (side.jvmArgs().isEmpty() ? "" : " " + String.join(" ", side.jvmArgs())),
                known ? manifest.host().cpuModel() + " x" + manifest.host().availableCpus() : "",
                manifest.jvm() == null ? "" : manifest.jvm().version(),
                side.commit() == null ? "" : side.commit());
    }

    /**
     * Writes them.
     *
     * @param directory of the gate
     * @param copies where the user wants one as well, by format
     * @param out takes the table
     */
    void write(Path directory, Map<String, Path> copies, PrintStream out) throws IOException {
        Map<String, String> names = Map.of("markdown", "verdict.md", "junit", "junit.xml", "json", "verdict.json");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            RunDirectory.replace(
                    directory.resolve(names.get(text.getKey())), file -> Files.writeString(file, text.getValue()));
            if (copies.containsKey(text.getKey())) {
                Files.writeString(copies.get(text.getKey()), text.getValue());
            }
        }
        out.print(ComparisonText.of(comparison));
        if (Boolean.parseBoolean(System.getenv(GITHUB))) {
            Annotations.of(comparison).forEach(out::println);
        }
    }
}
