// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import poolmark.bench.compare.ComparisonFiles;
import poolmark.bench.gate.book.GateManifest;
import poolmark.bench.gate.book.GateManifest.Side;
import poolmark.bench.gate.plan.GateCommand;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.export.Annotations;
import poolmark.measure.compare.judge.Outcome;
import poolmark.measure.compare.view.Comparison;
import poolmark.measure.compare.view.ComparisonText;

/** The verdict of a gate in every form, beside what it rests on. */
final class VerdictFiles {

    /** As many digits of a digest name a jar for people. */
    private static final int SHOWN_DIGITS = 8;

    private VerdictFiles() {}

    /**
     * Writes them into the gate's directory, and where the user wants them as well.
     *
     * @param directory of the gate
     * @param manifest of the gate
     * @param stages what was measured
     * @param outcome what came out
     * @param command what was typed
     * @param out takes the table
     */
    static void write(
            Path directory,
            GateManifest manifest,
            List<Collected> stages,
            Outcome outcome,
            GateCommand command,
            PrintStream out)
            throws IOException {
        Comparison comparison = Comparison.ofGate(
                party(manifest, manifest.baseline()),
                party(manifest, manifest.candidate()),
                stages,
                outcome,
                manifest.warnings());
        new ComparisonFiles(
                        directory.resolve("junit.xml"),
                        directory.resolve("verdict.md"),
                        directory.resolve("verdict.json"),
                        directory.resolve("forest.svg"))
                .write(comparison);
        command.copies().write(comparison);
        out.print(ComparisonText.of(comparison));
        if (command.annotations()) {
            Annotations.of(comparison).forEach(out::println);
        }
        out.println("written: " + directory + " (verdict.md, forest.svg, rounds.csv and more)");
    }

    private static Comparison.Party party(GateManifest manifest, Side side) {
        String digest = side.sha256();
        String name =
                Path.of(side.jar()).getFileName() + " " + digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()));
        return new Comparison.Party(
                side.jvmArgs().isEmpty() ? name : name + " " + String.join(" ", side.jvmArgs()),
                manifest.host().cpuModel() + " x" + manifest.host().availableCpus(),
                manifest.jvm().version(),
                side.commit() == null ? "" : side.commit());
    }
}
