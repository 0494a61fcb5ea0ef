// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code map} and {@code mapAsync}. */
abstract class MapContract extends SharedPoolContract {

    @Test
    void mapMustReturnResultsInInputOrder() {
        List<Integer> results = pool.map(
                x -> {
                    Thread.sleep(x % 3);
                    return x * 2;
                },
                upTo(100));
        assertThat(results)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).map(x -> 2 * x).boxed().toList());
    }

    @Test
    void mapMustReturnResultsInInputOrderWhenTheFirstItemTakesLongest() {
        assertThat(pool.map(Tasks::sleep, List.of(200, 1, 2, 3, 4), 1)).containsExactly(200, 1, 2, 3, 4);
    }

    @Test
    void mapMustReturnNumbersOfAllTypesNullsAndObjectsWhereTheyBelong() {
        List<Object> results = pool.map(MapContract::numbered, upTo(20_000));
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).isEqualTo(numbered(i));
        }
        assertThat(results).hasSize(20_000);
    }

    private static Object numbered(int i) {
        return switch (i / 10 % 5) {
            case 0 -> -i;
            case 1 -> 1L << 40 | i;
            case 2 -> i / 7.0;
            case 3 -> null;
            default -> "task " + i;
        };
    }

    @Test
    void resultsMustBeArgumentsOfTheNextTask() {
        List<Integer> results = pool.map(x -> x + 1, upTo(3));
        int sum = pool.apply(list -> list.size() + list.get(2), results);
        assertThat(sum).isEqualTo(6);
    }

    @Test
    void mapMustRunSeveralItemsAtTheSameTime() {
        List<Long> pids = pool.map(
                x -> {
                    Thread.sleep(150);
                    return CurrentWorker.pid();
                },
                upTo(WORKERS),
                1);
        assertThat(Set.copyOf(pids)).hasSize(WORKERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 99, 100, 101, Integer.MAX_VALUE})
    void mapMustGiveTheSameWhateverTheChunkSize(int chunkSize) {
        assertThat(pool.map(Tasks::twice, upTo(100), chunkSize)).isEqualTo(pool.map(Tasks::twice, upTo(100)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, Integer.MAX_VALUE})
    void mapOfNothingMustBeEmpty(int chunkSize) {
        List<Integer> none = List.of();
        assertThat(chunkSize == 0 ? pool.map(Tasks::twice, none) : pool.map(Tasks::twice, none, chunkSize))
                .isEmpty();
    }

    @Test
    void mapAsyncOfNothingMustBeDone() throws Exception {
        List<Integer> none = List.of();
        assertThat(pool.mapAsync(Tasks::twice, none).get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(pool.mapAsync(Tasks::twice, none, 3).get(10, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void itemsAndResultsMayBeNull() {
        List<Integer> items = Arrays.asList(1, null, 3, null);
        assertThat(pool.map(x -> x, items)).containsExactly(1, null, 3, null);
        assertThat(pool.map(x -> x == null ? 0 : null, items)).containsExactly(null, 0, null, 0);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "8,1", "9,2", "16,2", "17,3", "100,13", "1000,125"})
    void defaultChunksMustBeThoseOfPython(int items, int chunkSize) {
        int[] seen = {0}; // captured, and so copied anew for each chunk: it counts within the chunk
        List<Integer> places = pool.map(x -> ++seen[0], upTo(items));
        assertThat(places)
                .containsExactlyElementsOf(IntStream.range(0, items)
                        .map(i -> i % chunkSize + 1)
                        .boxed()
                        .toList());
    }

    @Test
    void mapMustRunEveryItemAndThrowTheFailureOfTheLowestIndexWithTheOthersSuppressed(@TempDir Path folder)
            throws IOException {
        Path marks = folder.resolve("marks");
        String file = marks.toString();
        TaskFailedException failure = catchThrowableOfType(
                TaskFailedException.class,
                () -> pool.map(
                        x -> {
                            Tasks.mark(file, "ran " + x);
                            if (x % 5 == 3) {
                                // the higher index fails first
                                Thread.sleep(x == 3 ? 200 : 0);
                                throw new IOException("item " + x);
                            }
                            return x;
                        },
                        upTo(20),
                        4));
        assertThat(failure).hasCauseInstanceOf(IOException.class).hasRootCauseMessage("item 3");
        assertThat(failure.getSuppressed())
                .extracting(each -> each.getCause().getMessage())
                .containsExactly("item 8", "item 13", "item 18");
        assertThat(Tasks.marks(marks))
                .containsExactlyInAnyOrderElementsOf(
                        upTo(20).stream().map(x -> "ran " + x).toList());
    }

    @Test
    void itemsMustBeReadBeforeMapAsyncReturns() throws Exception {
        List<Integer> items = new ArrayList<>(List.of(1, 2, 3));
        CompletableFuture<List<Integer>> future = pool.mapAsync(Tasks::twice, items);
        items.clear();
        assertThat(future.get(20, TimeUnit.SECONDS)).containsExactly(2, 4, 6);
    }

    @Test
    void failureOfTheItemsThemselvesMustComeToTheCallerAsItIs() {
        IllegalStateException mine = new IllegalStateException("the source");
        Iterable<Integer> items = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == 5) {
                    throw mine;
                }
                return next++;
            }
        };
        assertThatThrownBy(() -> pool.map(Tasks::twice, items)).isSameAs(mine);
        assertThatThrownBy(() -> pool.mapAsync(Tasks::twice, items, 2)).isSameAs(mine);
        assertThat(pool.map(Tasks::twice, List.of(1))).containsExactly(2);
    }

    @Test
    void resultsMustNotBeModifiable() {
        List<Integer> results = pool.map(Tasks::twice, List.of(1, 2));
        assertThatThrownBy(() -> results.set(0, 9)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> results.add(9)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mapAsyncMustDeliverFailuresAsTheCauseOfItsFuture() {
        CompletableFuture<List<String>> future = pool.mapAsync(Tasks::thrower, List.of("a"));
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TaskFailedException.class)
                .hasRootCauseMessage("a");
    }

    @Test
    void badArgumentsMustBeRefused() {
        Task<Integer, Integer> none = null;
        List<Integer> noItems = null;
        assertThatNullPointerException().isThrownBy(() -> pool.map(none, upTo(1)));
        assertThatNullPointerException().isThrownBy(() -> pool.map(none, upTo(1), 1));
        assertThatNullPointerException().isThrownBy(() -> pool.mapAsync(none, upTo(1)));
        assertThatNullPointerException().isThrownBy(() -> pool.mapAsync(none, upTo(1), 1));
        assertThatNullPointerException().isThrownBy(() -> pool.map(Tasks::twice, noItems));
        for (int size : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.map(Tasks::twice, upTo(4), size))
                    .withMessageContaining(Integer.toString(size));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pool.mapAsync(Tasks::twice, upTo(4), size))
                    .withMessageContaining(Integer.toString(size));
        }
    }

    @Test
    void manySmallTasksMustAllBeCounted() {
        List<Integer> results = pool.map(Tasks::twice, upTo(20_000), 1);
        assertThat(results.stream().mapToLong(x -> x).sum()).isEqualTo(20_000L * 19_999);
        assertThat(results).hasSize(20_000);
    }

    @Test
    void severalMapsAtTheSameTimeMustNotMixTheirResults() {
        List<CompletableFuture<List<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "call " + i + ":";
            calls.add(pool.mapAsync(x -> name + x, upTo(10)));
        }
        for (int i = 0; i < 20; i++) {
            String name = "call " + i + ":";
            assertThat(calls.get(i).join())
                    .isEqualTo(upTo(10).stream().map(x -> name + x).toList());
        }
    }

    @Test
    void itemsMayComeFromAnyIterable() {
        assertThat(pool.map(Tasks::twice, Collections.nCopies(5, 7))).containsExactly(14, 14, 14, 14, 14);
        assertThat(pool.map(Tasks::twice, () -> upTo(3).iterator())).containsExactly(0, 2, 4);
    }
}
