// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** One of each kind of thing that can be run; the types here are the shapes that user code comes in. */
final class Functions {

    private Functions() {}

    static int addOne(int x) {
        return x + 1;
    }

    static long widened(long x) {
        return x + 1;
    }

    static short shortOf(short x) {
        return (short) -x;
    }

    static boolean isOdd(int x) {
        return x % 2 != 0;
    }

    static char nextChar(char c) {
        return (char) (c + 1);
    }

    static String joined(Object... parts) {
        return parts.length + " parts";
    }

    static <T extends Comparable<T>> T larger(List<T> two) {
        return two.get(0).compareTo(two.get(1)) >= 0 ? two.get(0) : two.get(1);
    }

    private static String secret(String text) {
        return "secret " + text;
    }

    static Task<String, String> privateStatic() {
        return Functions::secret;
    }

    interface Greeting extends Serializable {
        String name();

        default String greet(String other) {
            return name() + " greets " + other;
        }

        static String plain(String other) {
            return "hello " + other;
        }

        private String whisper(String other) {
            return name() + " whispers " + other;
        }

        default Task<String, String> whispering() {
            return this::whisper;
        }

        default Task<String, String> lambdaInside() {
            return other -> whisper(other) + "!";
        }
    }

    static class Base implements Serializable {
        private static final long serialVersionUID = 1L;

        final String word;

        Base(String word) {
            this.word = word;
        }

        String inherited(String text) {
            return word + " " + text;
        }

        String overridden(String text) {
            return "base " + text;
        }

        protected final String protectedOne(String text) {
            return "protected " + word + text;
        }

        static String inheritedStatic(String text) {
            return "static " + text;
        }
    }

    static final class Derived extends Base implements Greeting {
        private static final long serialVersionUID = 1L;

        Derived(String word) {
            super(word);
        }

        @Override
        public String name() {
            return word;
        }

        @Override
        String overridden(String text) {
            return "derived " + text;
        }

        Task<String, String> superOverridden() {
            return super::overridden;
        }

        Task<String, String> ownPrivate() {
            return this::hidden;
        }

        Task<String, String> capturesThis() {
            return text -> word + hidden(text);
        }

        private String hidden(String text) {
            return "hidden " + text;
        }
    }

    record Adder(int amount) implements Task<Integer, Integer> {
        @Override
        public Integer apply(Integer x) {
            return x + amount;
        }
    }

    enum Operation implements Task<Integer, Integer> {
        NEGATE {
            @Override
            public Integer apply(Integer x) {
                return -x;
            }
        },
        SQUARE {
            @Override
            public Integer apply(Integer x) {
                return x * x;
            }
        }
    }

    static final class Counting implements Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private int calls;

        @Override
        public Integer apply(Integer x) {
            return ++calls;
        }

        int calls() {
            return calls;
        }
    }

    /** Has a method of its own that a lambda is given for; what a pool calls is its {@code apply}. */
    @FunctionalInterface
    interface Halving extends Task<Integer, Integer> {
        int half(int x);

        @Override
        default Integer apply(Integer x) {
            return 1000 + half(x);
        }
    }

    @FunctionalInterface
    interface NamedJob extends Job<String> {
        String name();

        @Override
        default String call() {
            return "job " + name();
        }
    }

    static Task<Integer, Integer> twiceOf(Task<Integer, Integer> inner) {
        return x -> 2 * inner.apply(x);
    }

    static <T> Task<T, List<T>> listOf() {
        return x -> {
            List<T> list = new ArrayList<>();
            list.add(x);
            return list;
        };
    }
}
