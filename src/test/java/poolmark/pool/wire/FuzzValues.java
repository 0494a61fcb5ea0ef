// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import poolmark.pool.Task;

/** Values of every form that the codec has, to be damaged once they are written down. */
final class FuzzValues {

    private FuzzValues() {}

    private record Message(String text, List<Integer> numbers) implements Serializable {}

    /** Those with a form of their own. */
    static List<Object> plain() {
        return Arrays.asList(
                null,
                1,
                -5L,
                3.5,
                true,
                "text",
                "long enough to be cut somewhere in the middle, größer",
                "\uD800 lone",
                new byte[20],
                new int[20],
                new long[5],
                new double[5]);
    }

    /** Those that Java serialization writes: records, collections with tables, enums, arrays, exceptions. */
    static List<Object> serialised() {
        return List.of(
                new Message("m", List.of(1, 2, 3)),
                new ArrayList<>(List.of("a", "b")),
                new ArrayDeque<>(List.of(1, 2)),
                new HashSet<>(List.of("x", 2L)),
                new LinkedHashMap<>(Map.of("k", 1)),
                TimeUnit.DAYS,
                new BigInteger("123456789012345678901234567890"),
                new float[] {1, 2},
                new String[] {"x", "y"},
                new Object[] {new int[3], new Object[] {1}},
                new IllegalStateException("m", new IOException("c")));
    }

    /** Lambdas with and without captured values, method references, and an object that is called. */
    static List<Object> functions() {
        int captured = 3;
        String text = "t";
        Message message = new Message("f", List.of());
        Task<Integer, Integer> bare = x -> x + 1;
        Task<Integer, String> capturing = x -> text + (x + captured) + message.text();
        Task<Integer, Integer> nested = x -> bare.apply(x) + 1;
        Task<String, Integer> reference = String::length;
        return List.of(bare, capturing, nested, reference, message);
    }

    static List<Failure> failures() {
        List<Failure> failures = new ArrayList<>();
        for (Failure.Kind kind : Failure.Kind.values()) {
            failures.add(new Failure(
                    kind, "java.lang.IllegalStateException", "m", "at some.Where(It.java:1)", new byte[30]));
            failures.add(new Failure(kind, "C", null, "", null));
        }
        return failures;
    }
}
