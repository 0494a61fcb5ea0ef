// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import poolmark.bench.plan.Cell;

class ManifestDraftTest {

    @Test
    void orderMustBeAnotherInEachRoundAndTheSameForOneSeed() {
        List<List<Integer>> order = ManifestDraft.order(20, 3, 42);
        assertThat(order).hasSize(3).doesNotHaveDuplicates().isEqualTo(ManifestDraft.order(20, 3, 42));
        assertThat(order).isNotEqualTo(ManifestDraft.order(20, 3, 43));
        assertThat(order).allSatisfy(round -> assertThat(round).hasSize(20).doesNotHaveDuplicates());
    }

    @Test
    void cellsThatDifferInNothingButTheirModeMustBeSeen() {
        Cell once = cell(Mode.SingleShotTime, "1");
        assertThat(ManifestDraft.mixesModes(List.of(once, cell(Mode.SingleShotTime, "2"))))
                .isFalse();
        assertThat(ManifestDraft.mixesModes(List.of(once, cell(Mode.AverageTime, "2"))))
                .isFalse();
        assertThat(ManifestDraft.mixesModes(List.of(once, cell(Mode.AverageTime, "1"))))
                .isTrue();
    }

    private static Cell cell(Mode mode, String workers) {
        return new Cell("a.B.c", mode, new TreeMap<>(Map.of("workers", workers)));
    }
}
