// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsesTest {

    private final Uses none = new Uses(false, false);
    private final Uses objects = new Uses(true, false);
    private final Uses memory = new Uses(false, true);

    @Test
    void whatHoldsAllMustCoverAllAndNobodyMoreThanHeHolds() {
        assertThat(Uses.ALL.cover(objects)).isTrue();
        assertThat(objects.cover(none)).isTrue();
        assertThat(objects.cover(objects)).isTrue();
        assertThat(objects.cover(memory)).isFalse();
        assertThat(none.cover(memory)).isFalse();
        assertThat(objects.and(memory)).isEqualTo(Uses.ALL);
    }

    @Test
    void archivesForDifferentUsesMustHaveDifferentNames() {
        assertThat(none.in("a")).isEqualTo("a");
        assertThat(objects.in("a")).isEqualTo("a-objects");
        assertThat(Uses.ALL.in("a")).isEqualTo("a-objects-memory");
    }
}
