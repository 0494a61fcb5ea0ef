// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import poolmark.measure.result.RunManifest.Cell;
import poolmark.measure.result.RunManifest.CellState;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;

    @Test
    void timeLeftMustComeFromTheSameCellsWhereTheyRanBefore() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(shown, true), () -> now, 2, 10);
        fail(progress, 0, 60, List.of(1, 0));
        fail(progress, 1, 2, List.of(0, 1));
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "[ 1/10] B.c: FAILED: why (1:00 gone, about 2:00 left)",
                        "[ 2/10] B.c: FAILED: why (1:02 gone, about 1:02 left)");
    }

    private void fail(Progress progress, int number, int seconds, List<Integer> left) {
        progress.forkBegins();
        now += seconds * SECOND;
        progress.forkFailed(
                number, new Cell("a.B.c", "ss", new TreeMap<>(), 5, 0, CellState.PENDING, null), "why", left);
    }
}
