// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import poolmark.bench.report.RunEnd;
import poolmark.measure.doctor.DiagnosisText;
import poolmark.measure.report.Doubts;
import poolmark.measure.report.ResultTable;
import poolmark.measure.result.RunDirectory;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.RunManifest.CellState;
import poolmark.measure.result.Sample;
import poolmark.measure.result.SampleFile;

/** What is shown when a run has ended: its figures, what makes them doubtful, and every cell that has none. */
final class Outcome {

    private Outcome() {}

    static void show(RunStart start, PrintStream out, PrintStream err) throws IOException {
        RunDirectory directory = start.record().directory();
        RunManifest manifest = start.record().manifest();
        out.println();
        out.println(ResultTable.of(trusted(directory, manifest), manifest.host().availableCpus()));
        List<String> notes = manifest.warnings();
        out.print(Doubts.text(
                manifest.rulers().drift(), manifest.stability() == null ? List.of() : manifest.stability(), notes));
        for (RunManifest.Cell cell : manifest.cells()) {
            if (cell.state() != CellState.OK) {
                out.println("FAILED  " + cell.label() + ": " + (cell.reason() == null ? "not run" : cell.reason()));
            }
        }
        out.println(DiagnosisText.brief(manifest.doctor()));
        start.copyResults();
        out.println();
        RunEnd.report(directory.path(), out, err);
        out.println(manifest.state().name().toLowerCase(Locale.ROOT) + ": " + directory.path()
                + " (summary.md, report.html, plots/, run.json, jmh.json, samples.csv; what JMH and the forks printed in "
                + start.log() + ")");
    }

    /** What a failed cell measured is in the file, but not in the table: there it is named with its reason alone. */
    private static List<Sample> trusted(RunDirectory directory, RunManifest manifest) throws IOException {
        return SampleFile.read(directory.samples()).stream()
                .filter(sample -> manifest.cells().stream()
                        .noneMatch(cell -> cell.state() == CellState.FAILED
                                && cell.benchmark().equals(sample.benchmark())
                                && cell.params().equals(sample.params())))
                .toList();
    }
}
