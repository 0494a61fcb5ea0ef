// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import poolmark.pool.Functions.Adder;
import poolmark.pool.Functions.Base;
import poolmark.pool.Functions.Counting;
import poolmark.pool.Functions.Derived;
import poolmark.pool.Functions.Greeting;
import poolmark.pool.Functions.Halving;
import poolmark.pool.Functions.NamedJob;
import poolmark.pool.Functions.Operation;

/** Everything that can be given to a pool to run: lambdas, references to methods of every kind, objects. */
abstract class FunctionContract extends SharedPoolContract {

    private static final Task<Integer, Integer> FROM_A_FIELD = x -> x - 1;

    @Test
    void lambdaMustRunWithEveryKindOfValueItCaptured() {
        boolean flag = true;
        byte aByte = -1;
        short aShort = -2;
        char aChar = 'ß';
        int anInt = -3;
        long aLong = Long.MIN_VALUE;
        float aFloat = 1.5f;
        double aDouble = -0.0;
        String text = "t\uD800";
        Object nothing = null;
        LocalDate date = LocalDate.of(2026, 11, 23);
        int[] array = {4, 5};
        String expected = "" + flag + aByte + aShort + aChar + anInt + aLong + aFloat + aDouble + text + nothing + date
                + Arrays.toString(array);
        assertThat(pool.<String>apply(() -> "" + flag + aByte + aShort + aChar + anInt + aLong + aFloat + aDouble + text
                        + nothing + date + Arrays.toString(array)))
                .isEqualTo(expected);
    }

    @Test
    void lambdaMayCaptureAnotherLambda() {
        Task<Integer, Integer> inner = x -> x + 1;
        assertThat(pool.map(Functions.twiceOf(inner), List.of(1, 2))).containsExactly(4, 6);
        assertThat(pool.map(Functions.twiceOf(Functions.twiceOf(Functions::addOne)), List.of(1)))
                .containsExactly(8);
    }

    @Test
    void lambdaMayComeFromAFieldAGenericMethodOrAnotherLambda() {
        assertThat(pool.apply(FROM_A_FIELD, 5)).isEqualTo(4);
        assertThat(pool.apply(Functions.<String>listOf(), "a")).containsExactly("a");
        Job<Integer> nested = () -> {
            Job<Integer> inside = () -> 7;
            return inside.call();
        };
        assertThat(pool.apply(nested)).isEqualTo(7);
    }

    @Test
    void referenceToStaticMethodMustRun() {
        assertThat(pool.apply(Functions::addOne, 1)).isEqualTo(2);
        assertThat(pool.apply(Functions.privateStatic(), "x")).isEqualTo("secret x");
        assertThat(pool.apply(Greeting::plain, "x")).isEqualTo("hello x");
        assertThat(pool.apply(Derived::inheritedStatic, "x")).isEqualTo("static x");
        assertThat(pool.<List<String>, String>apply(Functions::larger, List.of("a", "b")))
                .isEqualTo("b");
    }

    @Test
    void referenceToMethodOfAnObjectMustRun() {
        Derived derived = new Derived("Eve");
        assertThat(pool.apply("abc"::concat, "def")).isEqualTo("abcdef");
        assertThat(pool.apply(derived::inherited, "x")).isEqualTo("Eve x");
        assertThat(pool.apply(derived::overridden, "x")).isEqualTo("derived x");
        assertThat(pool.apply(derived::greet, "x")).isEqualTo("Eve greets x");
        assertThat(pool.apply(derived::protectedOne, "x")).isEqualTo("protected Evex");
        assertThat(pool.apply(derived.superOverridden(), "x")).isEqualTo("base x");
        assertThat(pool.apply(derived.ownPrivate(), "x")).isEqualTo("hidden x");
        assertThat(pool.apply(derived.capturesThis(), "x")).isEqualTo("Evehidden x");
        assertThat(pool.apply(derived.whispering(), "x")).isEqualTo("Eve whispers x");
        assertThat(pool.apply(derived.lambdaInside(), "x")).isEqualTo("Eve whispers x!");
        Base asBase = derived;
        assertThat(pool.apply(asBase::overridden, "x")).isEqualTo("derived x");
        assertThat(pool.<Integer>apply(List.of(1, 2, 3)::size)).isEqualTo(3);
    }

    @Test
    void referenceToMethodOfItsArgumentMustRun() {
        assertThat(pool.map(String::length, List.of("", "a", "bb"))).containsExactly(0, 1, 2);
        assertThat(pool.map(Object::toString, List.of(1, 2L))).containsExactly("1", "2");
        assertThat(pool.map(Derived::name, List.of(new Derived("Ada")))).containsExactly("Ada");
        assertThat(pool.<Derived, String>map(Greeting::name, List.of(new Derived("Ada"))))
                .containsExactly("Ada");
        assertThat(pool.<List<Integer>, Integer>map(List::size, List.of(List.of(1, 2))))
                .containsExactly(2);
        assertThat(pool.<Integer, String>map(Number::toString, List.of(8))).containsExactly("8");
        assertThat(pool.map(Derived::toString, Collections.singletonList(new Derived("Ada")))
                        .get(0))
                .contains("Derived");
    }

    @Test
    void referenceToConstructorMustRun() {
        assertThat(pool.<String, BigInteger>map(BigInteger::new, List.of("1", "22")))
                .containsExactly(BigInteger.ONE, BigInteger.valueOf(22));
        assertThat(pool.<String, Derived>apply(Derived::new, "w").word).isEqualTo("w");
        assertThat(pool.<List<Integer>>apply(ArrayList::new)).isEmpty();
        assertThat(pool.<Integer, int[]>apply(int[]::new, 3)).hasSize(3);
        assertThat(pool.<Integer, Adder>apply(Adder::new, 3)).isEqualTo(new Adder(3));
    }

    @Test
    void referenceWithPrimitivesMustBoxUnboxAndWiden() {
        assertThat(pool.<Integer, Long>map(Functions::widened, List.of(1, Integer.MAX_VALUE)))
                .containsExactly(2L, 2_147_483_648L);
        assertThat(pool.<Integer, Double>map(Math::sqrt, List.of(4, 9))).containsExactly(2.0, 3.0);
        assertThat(pool.<Byte, Short>map(Functions::shortOf, List.of((byte) 7))).containsExactly((short) -7);
        assertThat(pool.<Character, Character>map(Functions::nextChar, List.of('a')))
                .containsExactly('b');
        assertThat(pool.<Character, Integer>map(Functions::addOne, List.of('a')))
                .containsExactly(98);
        assertThat(pool.map(Functions::isOdd, List.of(1, 2))).containsExactly(true, false);
        assertThat(pool.<Integer, Object>map(Functions::addOne, List.of(1))).containsExactly(2);
        assertThat(pool.<Integer, Number>map(Integer::doubleValue, List.of(1))).containsExactly(1.0);
    }

    @Test
    void referenceToMethodWithVariableArgumentsMustRun() {
        assertThat(pool.<String, String>apply(Functions::joined, "a")).isEqualTo("1 parts");
        assertThat(pool.<String>apply(Functions::joined)).isEqualTo("0 parts");
        assertThat(pool.<String, List<String>>apply(Arrays::asList, "a")).containsExactly("a");
    }

    @Test
    void objectsMustRun() {
        assertThat(pool.map(new Adder(10), List.of(1, 2))).containsExactly(11, 12);
        assertThat(pool.map(Operation.NEGATE, List.of(1, 2))).containsExactly(-1, -2);
        assertThat(pool.map(Operation.SQUARE, List.of(3))).containsExactly(9);
        assertThat(pool.map(anonymous(5), List.of(1))).containsExactly(6);
        record Local(String end) implements Task<String, String> {
            @Override
            public String apply(String start) {
                return start + end;
            }
        }
        assertThat(pool.apply(new Local("z"), "a")).isEqualTo("az");
    }

    private static Task<Integer, Integer> anonymous(int amount) {
        return new Task<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Integer apply(Integer x) {
                return x + amount;
            }
        };
    }

    @Test
    void lambdaOfTaskTypeWithItsOwnMethodMustBeCalledThroughApply() {
        Halving halving = x -> x / 2;
        assertThat(halving.apply(10)).isEqualTo(1005);
        assertThat(pool.apply(halving, 10)).as("as in this process").isEqualTo(1005);
        Halving reference = Functions::addOne;
        assertThat(pool.map(reference, List.of(1))).containsExactly(1002);
    }

    @Test
    void lambdaOfJobTypeWithItsOwnMethodMustBeCalledThroughCall() {
        NamedJob job = () -> "x";
        assertThat(pool.apply(job)).as("as in this process").isEqualTo("job x");
    }

    @Test
    void lambdaOfTwoTypesMustRun() {
        Task<String, String> both = (Task<String, String> & Serializable & Cloneable) x -> x.toUpperCase(Locale.ROOT);
        assertThat(pool.apply(both, "a")).isEqualTo("A");
    }

    @Test
    void stateOfTaskMustBeCopiedAndStayAsItWasHere() {
        Counting counting = new Counting();
        List<Integer> captured = new ArrayList<>();
        assertThat(pool.map(counting, upTo(6), 3)).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(counting.calls()).isZero();
        assertThat(pool.map(
                        x -> {
                            captured.add(x);
                            return captured.size();
                        },
                        upTo(4),
                        2))
                .containsExactly(1, 2, 1, 2);
        assertThat(captured).isEmpty();
    }

    @Test
    void taskMustBeWrittenDownWhenTheCallIsMade() throws Exception {
        int[] captured = {1};
        CompletableFuture<Integer> busy1 = pool.applyAsync(Tasks::sleep, 100);
        CompletableFuture<Integer> busy2 = pool.applyAsync(Tasks::sleep, 100);
        CompletableFuture<Integer> call = pool.applyAsync(x -> captured[0], 0);
        int[] argument = {1};
        CompletableFuture<Integer> withArgument = pool.applyAsync(a -> a[0], argument);
        captured[0] = 2;
        argument[0] = 2;
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(withArgument.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        busy1.join();
        busy2.join();
    }

    /** A task that is used again and again is known by sight, unless it may have changed. */
    @Test
    void taskThatIsUsedAgainMustShowWhatItHoldsNow() {
        int[] changing = {0};
        int fixed = 100;
        Task<Integer, Integer> holdsAnArray = x -> x + changing[0];
        Task<Integer, Integer> holdsANumber = x -> x + fixed;
        Counting counting = new Counting();
        for (int i = 0; i < 5; i++) {
            changing[0] = i;
            assertThat(pool.apply(holdsAnArray, 1)).isEqualTo(1 + i);
            assertThat(pool.apply(holdsANumber, i)).isEqualTo(100 + i);
            assertThat(pool.apply(Tasks::twice, i)).isEqualTo(2 * i);
            counting.apply(0);
            assertThat(pool.apply(counting, 0)).isEqualTo(counting.calls() + 1);
        }
    }

    @Test
    void moreDifferentTasksThanAnybodyRemembersMustAllBeThemselves() {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 400; i++) {
                int captured = i;
                calls.add(pool.applyAsync(x -> captured * 10 + x, round));
            }
        }
        for (int i = 0; i < 800; i++) {
            assertThat(calls.get(i).join()).isEqualTo(i % 400 * 10 + i / 400);
        }
    }

    @Test
    void taskWithLargeStateMustRun() {
        int[] large = new int[200_000];
        Arrays.setAll(large, i -> i);
        assertThat(pool.map(x -> large[x], List.of(0, 199_999, 77), 1)).containsExactly(0, 199_999, 77);
        byte[] larger = new byte[5_000_000];
        larger[4_999_999] = 9;
        assertThat(pool.apply(() -> larger[4_999_999])).isEqualTo((byte) 9);
        assertThat(pool.map(x -> x + large.length, upTo(9), 2)).hasSize(9).startsWith(200_000);
    }
}
