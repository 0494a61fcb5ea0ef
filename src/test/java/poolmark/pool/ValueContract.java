// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments and results of every type come through as they were. */
abstract class ValueContract extends SharedPoolContract {

    record Point(int x, List<String> names) implements Serializable {}

    static Stream<Object> values() {
        return Stream.of(
                true,
                false,
                0,
                1,
                -1,
                63,
                64,
                -64,
                -65,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                1L << 35,
                0.0,
                -0.0,
                Double.NaN,
                Double.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                Math.PI,
                (byte) -7,
                (short) 300,
                'x',
                '\uDC00',
                1.25f,
                Float.NaN,
                "",
                "plain",
                "\u0000",
                "é€",
                "😀",
                "\uD800",
                "\uDC00\uD800",
                "a\uD83D",
                "line\nline\r\n",
                "x".repeat(300_000),
                "é".repeat(100_000),
                "😀".repeat(100_000),
                new byte[0],
                new byte[] {-1, 0, 1},
                new int[0],
                new int[] {Integer.MIN_VALUE, 0, 7},
                new long[] {Long.MIN_VALUE, 3},
                new double[] {-0.0, Double.NaN},
                new float[] {1f},
                new char[] {'\uD800'},
                new short[] {1},
                new boolean[] {true},
                new int[][] {{1}, {}},
                new Object[] {1, "a", null},
                new String[] {"a", null},
                new BigDecimal("1.50"),
                Duration.ofDays(3),
                ZonedDateTime.parse("2026-11-23T09:00:00+01:00[Europe/Rome]"),
                TimeUnit.DAYS,
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                Locale.ITALY,
                String.class,
                int.class,
                void.class,
                int[].class,
                Point.class,
                new Point(1, List.of("a", "b")),
                List.of(),
                List.of(1, List.of(2)),
                Arrays.asList(1, null),
                Set.of(4),
                Map.of("k", List.of(1)),
                new TreeMap<>(Map.of(2, "b", 1, "a")),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                BitSet.valueOf(new long[] {5}),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueMustComeThroughAsArgumentAndAsResult(Object value) {
        Object back = pool.<Object, Object>apply(x -> x, value);
        assertSame(value, back);
        assertSame(
                value,
                pool.<Object, List<Object>>map(x -> List.of(x), List.of(value))
                        .get(0)
                        .get(0));
    }

    private static void assertSame(Object expected, Object actual) {
        assertThat(actual.getClass()).isEqualTo(expected.getClass());
        // goes into arrays, and tells -0.0 from 0.0 but not NaN from NaN
        assertThat(Objects.deepEquals(actual, expected))
                .as("%s and %s", actual, expected)
                .isTrue();
    }

    @Test
    void everyBitOfNumberMustBeKept() {
        long nanWithPayload = 0x7FF8_0000_DEAD_BEEFL;
        double nan = Double.longBitsToDouble(nanWithPayload);
        assertThat(Double.doubleToRawLongBits(pool.<Double, Double>apply(x -> x, nan)))
                .isEqualTo(Double.doubleToRawLongBits(nan));
        assertThat(pool.<Double, Long>apply(Double::doubleToRawLongBits, -0.0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void oneObjectInTwoPlacesOfAValueMustStayOne() {
        List<Integer> shared = new ArrayList<>(List.of(1));
        List<List<Integer>> back = pool.apply(x -> x, new ArrayList<>(List.of(shared, shared)));
        assertThat(back.get(0)).isSameAs(back.get(1));
        Map<String, Object> ring = new HashMap<>();
        ring.put("self", ring);
        Map<String, Object> ringBack = pool.apply(x -> x, ring);
        assertThat(ringBack.get("self")).isSameAs(ringBack);
    }

    /** Some write down how much they could hold, or allocate more than they hold when they are rebuilt. */
    @Test
    void roomyCollectionsMustComeThrough() {
        List<Integer> few = List.of(1, 2, 3);
        Map<Integer, Integer> map = Map.of(1, 1);
        List<Object> roomy = List.of(
                new ArrayList<>(1_000_000),
                new Vector<>(100_000),
                new HashMap<>(1 << 20, 0.1f),
                withOne(new HashMap<>(1 << 20, 0.1f)),
                withOne(new Hashtable<>(1000, 0.05f)),
                withOne(new LinkedHashMap<>(1 << 16, 4f)),
                withOne(new ConcurrentHashMap<>(1 << 20)),
                new HashSet<>(1 << 20, 0.1f),
                new HashSet<>(few),
                new ArrayList<>(Collections.nCopies(100_000, null)),
                new CopyOnWriteArrayList<>(few),
                new HashMap<>(map),
                EnumSet.allOf(TimeUnit.class));
        for (Object each : roomy) {
            assertThat(pool.<Object, Object>apply(x -> x, each))
                    .as("%s", each.getClass())
                    .isEqualTo(each);
        }
        assertThat(pool.<Map<Integer, Integer>, Map<Integer, Integer>>apply(
                        x -> x, withOne(new IdentityHashMap<>(5000))))
                .hasToString("{1=1}");
        assertThat(pool.<Queue<Integer>, Queue<Integer>>apply(x -> x, new PriorityQueue<>(100_000)))
                .isEmpty();
        assertThat(pool.<StringBuilder, String>apply(StringBuilder::toString, new StringBuilder(100_000).append("b")))
                .isEqualTo("b");
    }

    private static Map<Integer, Integer> withOne(Map<Integer, Integer> map) {
        map.put(1, 1);
        return map;
    }

    @Test
    void resultMayBeATaskOrAnException() throws Exception {
        Task<Integer, Integer> adder = pool.apply(amount -> x -> x + amount, 5);
        assertThat(adder.apply(1)).isEqualTo(6);
        assertThat(pool.<Exception>apply(() -> new IllegalStateException("a result")))
                .hasMessage("a result");
    }

    interface Named extends Serializable {
        String name();
    }

    private record Handler(String name) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return name + "." + method.getName();
        }
    }

    @Test
    void proxyMustComeThrough() {
        Named proxy = (Named) Proxy.newProxyInstance(
                ValueContract.class.getClassLoader(), new Class<?>[] {Named.class}, new Handler("h"));
        assertThat(pool.apply(Named::name, proxy)).isEqualTo("h.name");
        assertThat(pool.<Named, Named>apply(x -> x, proxy).name()).isEqualTo("h.name");
    }

    @Test
    void deepValueMustComeThroughOrBeRefused() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            deep = new ArrayList<>(Collections.singletonList(deep));
        }
        assertThat(pool.<List<Object>, List<Object>>apply(x -> x, deep)).isEqualTo(deep);
    }
}
