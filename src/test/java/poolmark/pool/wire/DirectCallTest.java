// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectCallTest {

    private static final Object[] NOTHING = {};

    private static final List<String> CALLED = new ArrayList<>();

    private static Integer next(Integer value) {
        return value + 1;
    }

    private static String all(
            boolean a, byte b, char c, short d, int e, long f, float g, double h, String[] i, int[] j, Object last) {
        return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " " + i[0] + " " + j[0] + " "
                + last;
    }

    private static long twice(Long value) {
        return 2 * value;
    }

    private static boolean isOdd(Integer value) {
        return value % 2 == 1;
    }

    private static double half(Double value) {
        return value / 2;
    }

    private static void nothing() {
        CALLED.add("nothing");
    }

    private static Object fail(String message) throws IOException {
        throw new IOException(message);
    }

    private static int sum(Integer a, Integer b) {
        return a + b;
    }

    private static long negative(long value) {
        return -value;
    }

    /** A lambda in an interface is a static method of it. */
    private interface Own {
        private static String shout(String text) {
            return text + "!";
        }
    }

    private static DirectCall call(String method, int captured) {
        return call(DirectCallTest.class, method, captured);
    }

    private static DirectCall call(Class<?> owner, String name, int captured) {
        Method method = Stream.of(owner.getDeclaredMethods())
                .filter(found -> found.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return DirectCall.ofAnyJdk(method, captured);
    }

    @Test
    void privateMethodMustBeCalled() throws Throwable {
        assertThat(call("next", 0).call(NOTHING, 41)).isEqualTo(42);
    }

    @Test
    void capturedValuesOfEveryTypeMustComeFirst() throws Throwable {
        Object[] captured = {true, (byte) 1, 'c', (short) 2, 3, 4L, 5.5f, 6.5, new String[] {"seven"}, new int[] {8}};
        assertThat(call("all", 10).call(captured, "nine")).isEqualTo("true 1 c 2 3 4 5.5 6.5 seven 8 nine");
    }

    @Test
    void whatIsReturnedMustBecomeAnObject() throws Throwable {
        assertThat(call("twice", 0).call(NOTHING, 21L)).isEqualTo(42L);
        assertThat(call("isOdd", 0).call(NOTHING, 21)).isEqualTo(true);
        assertThat(call("half", 0).call(NOTHING, 21.0)).isEqualTo(10.5);
    }

    @Test
    void voidMustBecomeNull() throws Throwable {
        CALLED.clear();
        assertThat(call("nothing", 0).call(NOTHING, null)).isNull();
        assertThat(CALLED).containsExactly("nothing");
    }

    @Test
    void methodOfAnInterfaceMustBeCalled() throws Throwable {
        assertThat(call(Own.class, "shout", 0).call(NOTHING, "hey")).isEqualTo("hey!");
    }

    @Test
    void whatTheMethodThrowsMustComeAsItIs() {
        assertThatThrownBy(() -> call("fail", 0).call(NOTHING, "as it is"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .satisfies(thrown -> assertThat(thrown.getStackTrace()[1].getClassName())
                        .as("the class that was made must not show")
                        .isEqualTo(DirectCallTest.class.getName()));
    }

    @Test
    void argumentOfAnotherTypeMustBeRefusedAsALambdaDoes() {
        assertThatThrownBy(() -> call("next", 0).call(NOTHING, "41")).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> call("twice", 0).call(NOTHING, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void classMustBeMadeOnceForAMethod() {
        assertThat(call("next", 0)).isSameAs(call("next", 0));
    }

    @Test
    void methodThatDoesNotFitMustBeLeftToReflection() {
        assertThat(call("sum", 0)).as("two arguments that are not there").isNull();
        assertThat(call("negative", 0)).as("an argument that may be an Integer").isNull();
        assertThat(call("negative", 1)).as("captured as a Long").isNotNull();
        assertThat(call(Math.class, "toRadians", 0)).as("another class loader").isNull();
    }

    private static boolean initialized;

    /** Its initializer is code of the user's. */
    private static final class Prepared {

        static {
            initialized = true;
        }

        private static Object answer() {
            return 42;
        }
    }

    @Test
    void preparingAFunctionMustNotInitializeItsClass() throws Throwable {
        String name = "poolmark/pool/wire/DirectCallTest$Prepared.answer.()Ljava/lang/Object;.0";
        LambdaBody.prepare(name, DirectCallTest.class.getClassLoader());
        assertThat(initialized).isFalse();
        Class<?> type = Class.forName(
                DirectCallTest.class.getName() + "$Prepared", false, getClass().getClassLoader());
        DirectCall call = DirectCall.ofAnyJdk(type.getDeclaredMethod("answer"), 0);
        assertThat(initialized).isFalse();
        assertThat(call.call(new Object[0], null)).isEqualTo(42);
        assertThat(initialized).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no/such/Class.answer.()V.0",
                "java/lang/Object.noSuchMethod.()V.0",
                "java/lang/Object.toString.()Ljava/lang/String;.0",
                "java/lang/Math.abs.(Lno/such/Type;)I.0",
                "java/lang/Math.abs.(I)I.x",
                "java/lang/Math.abs"
            })
    void whatCannotBePreparedMustDoNoHarm(String name) {
        LambdaBody.prepare(name, DirectCallTest.class.getClassLoader());
    }
}
