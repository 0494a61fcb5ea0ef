// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.runs.Side;
import poolmark.measure.compare.view.Comparison.Party;

class HistoryFileTest {

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("history.csv");
    }

    private static Side run(String name, String benchmark, double... forks) {
        SortedMap<CellName, Map<Metric, double[]>> cells = new TreeMap<>();
        cells.put(
                new CellName("poolmark.bench." + benchmark, new TreeMap<>(Map.of("workers", "2"))),
                Map.of(Metric.WALL, forks));
        return new Side(
                new Party(name, "2 x \"Model\", fast", "17", "1a2b"),
                "m",
                2,
                "2026-11-23T10:30:35Z",
                List.of(),
                "",
                cells,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }

    @Test
    void rowsMustBeAddedAndStay() throws IOException {
        HistoryFile.append(file(), run("one", "S.a", 3, 1, 2));
        HistoryFile.append(file(), run("two", "S.a", 5));
        assertThat(file()).content().isEqualTo("""
                time,commit,run,host,jdk,S.a workers=2 wall ns
                2026-11-23T10:30:35Z,1a2b,one,"2 x ""Model"", fast",17,2
                2026-11-23T10:30:35Z,1a2b,two,"2 x ""Model"", fast",17,5
                """);
    }

    /** Otava's importer makes a number of each field, and gives up at an empty one. */
    @Test
    void columnsThatAreNotInEveryRowMustBeCounted() throws IOException {
        assertThat(HistoryFile.append(file(), run("one", "S.a", 2))).isZero();
        assertThat(HistoryFile.append(file(), run("two", "S.a", 3))).isZero();
        assertThat(HistoryFile.append(file(), run("three", "S.b", 4))).isEqualTo(2);
    }

    @Test
    void newColumnMustBeEmptyInOldRows() throws IOException {
        HistoryFile.append(file(), run("one", "S.a", 2));
        HistoryFile.append(file(), run("two", "S.b", 5));
        HistoryFile.append(file(), run("three", "S.a", 7));
        assertThat(Files.readAllLines(file()).stream().map(line -> line.replaceAll(".*17,", "")))
                .containsExactly(
                        "time,commit,run,host,jdk,S.a workers=2 wall ns,S.b workers=2 wall ns", "2,", ",5", "7,");
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void runThatIsThereMustBeRefusedAndTheFileStay() throws IOException {
        HistoryFile.append(file(), run("one", "S.a", 2));
        String before = Files.readString(file());
        assertThatThrownBy(() -> HistoryFile.append(file(), run("one", "S.a", 3)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("has the run one already");
        assertThat(file()).content().isEqualTo(before);
    }

    @Test
    void otherFileMustBeRefusedAndStay() throws IOException {
        Files.writeString(file(), "a,b\n1,2\n");
        assertThatThrownBy(() -> HistoryFile.append(file(), run("one", "S.a", 3)))
                .hasMessageContaining("is no history");
        assertThat(file()).content().isEqualTo("a,b\n1,2\n");
        assertThatThrownBy(() -> HistoryFile.append(directory.resolve("no").resolve("h.csv"), run("one", "S.a", 3)))
                .hasMessageContaining("no such directory");
    }
}
