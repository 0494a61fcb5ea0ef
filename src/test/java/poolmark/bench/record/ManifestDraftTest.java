// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestDraftTest {

    @Test
    void orderMustBeAnotherInEachRoundAndTheSameForOneSeed() {
        List<List<Integer>> order = ManifestDraft.order(20, 3, 42);
        assertThat(order).hasSize(3).doesNotHaveDuplicates().isEqualTo(ManifestDraft.order(20, 3, 42));
        assertThat(order).isNotEqualTo(ManifestDraft.order(20, 3, 43));
        assertThat(order).allSatisfy(round -> assertThat(round).hasSize(20).doesNotHaveDuplicates());
    }
}
