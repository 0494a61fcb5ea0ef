// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeftBehindTest {

    @Test
    void nothingLeftMustBeNoReason() {
        assertThat(LeftBehind.reason(List.of(), List.of())).isEmpty();
    }

    @Test
    void processesMustBeNamedBeforeFiles() {
        assertThat(LeftBehind.reason(List.of("7 (sleep)"), List.of("a")))
                .isEqualTo("left processes behind, which had to be killed: [7 (sleep)]");
        assertThat(LeftBehind.reason(List.of(), List.of("a", "b"))).isEqualTo("left files behind: [a, b]");
    }

    /** A warm benchmark calls a task thousands of times: each left a file, and the reason had 70,000 characters. */
    @Test
    void thousandsOfThingsMustBeCountedAndOnlyTheFirstNamed() {
        List<String> thousands =
                IntStream.range(0, 3_000).mapToObj(i -> "file-" + i).toList();
        assertThat(LeftBehind.reason(List.of(), thousands))
                .isEqualTo("left files behind: [file-0, file-1, file-2, file-3, file-4, file-5, file-6, file-7"
                        + " and 2992 more]");
    }
}
