// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of results, whatever they are and in whatever order they come. */
class ResultsTest {

    /** Some segments and a part of one. */
    private static final int MANY = 3 * 4096 + 17;

    private static void put(Results<Object> results, int index, Object value) {
        if (value instanceof Integer number) {
            results.putInt(index, number);
        } else if (value instanceof Long number) {
            results.putLong(index, number);
        } else if (value instanceof Double number) {
            results.putDouble(index, number);
        } else {
            results.put(index, value);
        }
    }

    private static Object random(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> null;
            case 4 -> Double.NaN;
            default -> "text " + random.nextInt();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachResultMustBeWhereItBelongsWhateverTheTypesBesideIt(long seed) {
        Random random = new Random(seed);
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            expected.add(random(random));
        }
        Results<Object> results = new Results<>(MANY);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        order.forEach(i -> put(results, i, expected.get(i)));
        assertThat(results).isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(results.toArray()).isEqualTo(expected.toArray());
    }

    @Test
    void severalThreadsMustBeAbleToFillOneSegmentWithDifferentTypes() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Results<Object> results = new Results<>(4);
            CountDownLatch start = new CountDownLatch(1);
            List<Object> values = List.of(1, 2L, 3.0, "four");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                int index = i;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    put(results, index, values.get(index));
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(results).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 9000})
    void integersThatComeTogetherMustBeSpreadOverTheSegments(int count) {
        Results<Object> results = new Results<>(MANY);
        int[] values = new int[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = -i;
        }
        results.put(5000, "no number"); // in the middle of them
        results.putLong(4097, 7); // so that this segment is one of long numbers
        results.putInts(100, values, count);
        for (int i = 0; i < count; i++) {
            int index = 100 + i;
            if (index != 5000 && index != 4097) {
                assertThat(results.get(index)).isEqualTo(-i);
            }
        }
    }

    @Test
    void theListMustNotBeChangedAndEndWhereItEnds() {
        Results<Integer> results = new Results<>(3);
        results.putInts(0, new int[] {1, 2, 3}, 3);
        assertThatThrownBy(() -> results.set(0, 5)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> results.add(5)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(results::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> results.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> results.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(results).containsExactly(1, 2, 3);
        assertThat(new Results<>(0)).isEmpty();
    }

    @Test
    void theListMustTravelAsOneThatEveryJvmHas() throws Exception {
        Results<Object> results = new Results<>(3);
        results.putInt(0, 1);
        results.put(1, null);
        results.put(2, "three");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(results);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object read = in.readObject();
            assertThat(read).isEqualTo(results);
            assertThat(read.getClass().getName()).startsWith("java.util.");
        }
    }
}
