// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.bench.gate.fork.Build.Variant;
import poolmark.bench.gate.fork.Forked;

class RoundsFileTest {

    @TempDir
    Path directory;

    private static Row row(int round, Forked forked, String reason) {
        return new Row(
                1,
                round,
                2,
                Row.Kind.FORK,
                Variant.CANDIDATE,
                "poolmark.bench.X.y",
                new TreeMap<>(Map.of("workload", "a;b=c,d", "workers", "2")),
                forked,
                Double.NaN,
                Double.NaN,
                812,
                reason);
    }

    private static final Row MEASURED = row(1, new Forked(5, 1.5e6, 2e6, 0.25, 1 << 25), "");

    private static final Row FAILED = row(2, null, "ended with \"exit code 1\", sadly");

    private static final Row MACHINE =
            new Row(2, 3, 0, Row.Kind.MACHINE, null, "", new TreeMap<>(), null, 0.015, Double.NaN, 20_000, "");

    @Test
    void whatWasWrittenMustBeReadAgain() throws IOException {
        RoundsFile file = new RoundsFile(directory);
        assertThat(file.read()).isEmpty();
        file.append(List.of(MEASURED));
        file.append(List.of(FAILED, MACHINE));
        assertThat(file.read()).containsExactly(MEASURED, FAILED, MACHINE);
    }

    @Test
    void aRowThatWasCutOffMustBeLeftOutAndTheNextOneMustNotBeGluedToIt() throws IOException {
        RoundsFile file = new RoundsFile(directory);
        file.append(List.of(MEASURED));
        Files.writeString(directory.resolve("rounds.csv"), "1,1,2,3,FORK,CAND", StandardOpenOption.APPEND);
        assertThat(file.read()).containsExactly(MEASURED);
        file.append(List.of(FAILED));
        assertThat(file.read()).containsExactly(MEASURED, FAILED);
    }

    @Test
    void somethingElseMustBeRefusedWithTheFileAndTheLine() throws IOException {
        RoundsFile file = new RoundsFile(directory);
        file.append(List.of(MEASURED));
        Files.writeString(directory.resolve("rounds.csv"), "1,one,2\n", StandardOpenOption.APPEND);
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("rounds.csv, line 3");
        Files.writeString(directory.resolve("rounds.csv"), "a,b\n");
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("header");
    }

    @Test
    void anotherSchemaMustBeRefused() throws IOException {
        RoundsFile file = new RoundsFile(directory);
        file.append(List.of(MEASURED));
        Path csv = directory.resolve("rounds.csv");
        Files.writeString(csv, Files.readString(csv).replace("\n1,", "\n2,"));
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("schema 1");
    }
}
