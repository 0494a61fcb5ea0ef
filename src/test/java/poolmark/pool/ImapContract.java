// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code imap} and {@code imapUnordered}. */
abstract class ImapContract extends SharedPoolContract {

    /** Wide: the bound itself is the pool's own affair, but it has to be one. */
    private static final int LARGEST_LOOKAHEAD = 64;

    /** 0, 1, 2 … without end, or failing at some point; counts how many were taken. */
    private static final class Source implements Iterable<Integer>, Iterator<Integer> {
        private final int failsAt;
        private final AtomicInteger taken = new AtomicInteger();

        Source(int failsAt) {
            this.failsAt = failsAt;
        }

        @Override
        public Iterator<Integer> iterator() {
            return this;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            if (taken.get() == failsAt) {
                throw new NoSuchElementException("the source ends in tears");
            }
            return taken.getAndIncrement();
        }
    }

    @Test
    void imapMustGiveResultsInInputOrder() {
        try (Stream<Integer> results = pool.imap(Tasks::sleep, List.of(60, 1, 40, 2, 20, 3))) {
            assertThat(results.toList()).containsExactly(60, 1, 40, 2, 20, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000, 1_000_000})
    void imapMustGiveTheSameWhateverTheChunkSize(int chunkSize) {
        try (Stream<Integer> ordered = pool.imap(Tasks::twice, upTo(50), chunkSize);
                Stream<Integer> unordered = pool.imapUnordered(Tasks::twice, upTo(50), chunkSize)) {
            List<Integer> expected = upTo(50).stream().map(x -> 2 * x).toList();
            assertThat(ordered.toList()).isEqualTo(expected);
            assertThat(unordered.toList()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void imapMustAcceptTheLargestChunkSizeAsMapDoes() {
        try (Stream<Integer> results = pool.imap(Tasks::twice, upTo(5), Integer.MAX_VALUE)) {
            assertThat(results.toList()).containsExactly(0, 2, 4, 6, 8);
        }
    }

    @Test
    void imapOfNothingMustBeEmpty() {
        List<Integer> none = List.of();
        assertThat(pool.imap(Tasks::twice, none)).isEmpty();
        assertThat(pool.imap(Tasks::twice, none, 5)).isEmpty();
        assertThat(pool.imapUnordered(Tasks::twice, none)).isEmpty();
        assertThat(pool.imapUnordered(Tasks::twice, none, 5)).isEmpty();
    }

    @Test
    void imapMustCarryNulls() {
        try (Stream<Integer> results = pool.imap(x -> x, Arrays.asList(1, null, 3))) {
            assertThat(results.toList()).containsExactly(1, null, 3);
        }
    }

    @Test
    void imapMustReadAnEndlessSourceABoundedWayAhead() throws InterruptedException {
        Source source = new Source(-1);
        try (Stream<Integer> results = pool.imap(Tasks::twice, source)) {
            Thread.sleep(50);
            assertThat(source.taken.get()).as("before any result is asked for").isLessThan(LARGEST_LOOKAHEAD);
            Iterator<Integer> each = results.iterator();
            for (int i = 0; i < 300; i++) {
                assertThat(each.next()).isEqualTo(2 * i);
                assertThat(source.taken.get()).isLessThan(i + LARGEST_LOOKAHEAD);
            }
        }
    }

    @Test
    void imapUnorderedMustReadAnEndlessSourceABoundedWayAhead() {
        Source source = new Source(-1);
        try (Stream<Integer> results = pool.imapUnordered(Tasks::twice, source)) {
            assertThat(results.limit(300).distinct().count()).isEqualTo(300);
            assertThat(source.taken.get()).isLessThan(300 + LARGEST_LOOKAHEAD);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 23})
    void failureOfTheSourceMustComeAfterTheResultsBeforeIt(int failsAt) {
        for (int chunkSize : new int[] {1, 4}) {
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> pool.imap(Tasks::twice, new Source(failsAt), chunkSize)
                            .forEachOrdered(seen::add))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("the source ends in tears");
            assertThat(seen).isEqualTo(upTo(failsAt).stream().map(x -> 2 * x).toList());
        }
        assertThat(pool.map(Tasks::twice, List.of(1))).as("other calls").containsExactly(2);
    }

    @Test
    void sourceMayFailWithAnyThrowableOrAlreadyInHasNext() {
        for (Throwable thrown :
                List.of(new AssertionError("x"), new IOException("unseen"), new NoSuchElementException())) {
            Iterable<Integer> source = () -> new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    if (next == 3) {
                        Tasks.<RuntimeException>throwUnseen(thrown);
                    }
                    return true;
                }

                @Override
                public Integer next() {
                    return next++;
                }
            };
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> pool.imap(Tasks::twice, source, 2).forEachOrdered(seen::add))
                    .isSameAs(thrown);
            assertThat(seen).containsExactly(0, 2, 4);
            assertThatThrownBy(() -> pool.map(Tasks::twice, source)).isSameAs(thrown);
        }
        assertThat(pool.map(Tasks::twice, List.of(1))).as("other calls").containsExactly(2);
    }

    @Test
    void failureOfTheSourceMustNotCostImapUnorderedTheResultsBeforeIt() {
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> pool.imapUnordered(Tasks::twice, new Source(9)).forEach(seen::add))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(seen).containsExactlyInAnyOrder(0, 2, 4, 6, 8, 10, 12, 14, 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void failingElementMustThrowInItsPlaceAndIterationGoOn(int chunkSize) {
        Iterator<Integer> results = pool.imap(
                        x -> {
                            if (x % 4 == 3) {
                                throw new IOException("no " + x);
                            }
                            return x;
                        },
                        upTo(10),
                        chunkSize)
                .iterator();
        assertThat(drain(results)).containsExactly("0", "1", "2", "no 3", "4", "5", "6", "no 7", "8", "9");
    }

    @Test
    void everyResultOfImapUnorderedMustComeThoughSomeFail() {
        Iterator<Integer> results = pool.imapUnordered(
                        x -> {
                            if (x % 4 == 3) {
                                throw new IOException("no " + x);
                            }
                            return x;
                        },
                        upTo(10))
                .iterator();
        assertThat(drain(results)).containsExactlyInAnyOrder("0", "1", "2", "no 3", "4", "5", "6", "no 7", "8", "9");
    }

    private static List<String> drain(Iterator<Integer> results) {
        List<String> seen = new ArrayList<>();
        while (true) {
            try {
                if (!results.hasNext()) {
                    return seen;
                }
                seen.add(results.next().toString());
            } catch (TaskFailedException e) {
                seen.add(e.getCause().getMessage());
            }
        }
    }

    @Test
    void argumentThatCannotTravelMustFailInItsPlace() {
        Iterator<Object> results =
                pool.<Object, Object>imap(x -> x, List.of(1, new Object(), 3)).iterator();
        assertThat(results.next()).isEqualTo(1);
        assertThatThrownBy(results::next)
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object");
        assertThat(results.next()).isEqualTo(3);
        assertThat(results.hasNext()).isFalse();
    }

    @Test
    void imapUnorderedMustGiveTheFastResultFirst() {
        try (Stream<Integer> results = pool.imapUnordered(Tasks::sleep, List.of(500, 1, 2, 3))) {
            List<Integer> order = results.toList();
            assertThat(order).containsExactlyInAnyOrder(500, 1, 2, 3);
            assertThat(order).last().isEqualTo(500);
        }
    }

    @Test
    void closingTheStreamMustDropWhatHasNotBegun(@TempDir Path folder) throws Exception {
        String file = folder.resolve("marks").toString();
        try (Stream<Integer> results = pool.imap(
                x -> {
                    Tasks.mark(file, "" + x);
                    Thread.sleep(x == 0 ? 0 : 150);
                    return x;
                },
                new Source(-1))) {
            assertThat(results.iterator().next()).isZero();
        }
        assertThat(pool.map(Tasks::twice, List.of(1, 2, 3))).containsExactly(2, 4, 6);
        Thread.sleep(300);
        assertThat(Tasks.marks(Path.of(file)).size()).as("tasks begun").isLessThanOrEqualTo(1 + 2 * WORKERS);
    }

    @Test
    void twoStreamsReadInTurnMustNotDisturbEachOther() {
        Iterator<Integer> doubles = pool.imap(Tasks::twice, upTo(40)).iterator();
        Iterator<String> texts =
                pool.<Integer, String>imapUnordered(x -> "t", upTo(40)).iterator();
        for (int i = 0; i < 40; i++) {
            assertThat(doubles.next()).isEqualTo(2 * i);
            assertThat(texts.next()).isEqualTo("t");
        }
        assertThat(doubles.hasNext() || texts.hasNext()).isFalse();
    }

    @Test
    void badArgumentsMustBeRefusedAtOnce() {
        Task<Integer, Integer> none = null;
        assertThatNullPointerException().isThrownBy(() -> pool.imap(none, upTo(1)));
        assertThatNullPointerException().isThrownBy(() -> pool.imapUnordered(none, upTo(1)));
        for (int size : new int[] {0, -3}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.imap(Tasks::twice, upTo(4), size))
                    .withMessageContaining(Integer.toString(size));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.imapUnordered(Tasks::twice, upTo(4), size))
                    .withMessageContaining(Integer.toString(size));
        }
    }
}
