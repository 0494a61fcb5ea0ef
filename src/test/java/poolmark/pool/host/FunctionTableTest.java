// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FunctionTableTest {

    private static byte[] encoded(int function) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(function).array();
    }

    @Test
    void sameBytesMustBeOneFunctionAndOtherBytesAnother() {
        FunctionTable table = new FunctionTable();
        FunctionTable.Entry one = table.entry(encoded(1));
        assertThat(table.entry(encoded(1))).isSameAs(one);
        assertThat(table.entry(encoded(2)).id()).isNotEqualTo(one.id());
    }

    @Test
    void functionMustBeKnownBySightOnlyOnceItIsRemembered() {
        FunctionTable table = new FunctionTable();
        Object function = new Object();
        FunctionTable.Entry entry = table.entry(encoded(1));
        assertThat(table.known(function)).isNull();
        assertThat(table.isWorthALook(function)).isFalse();
        assertThat(table.isWorthALook(function)).isTrue();
        table.remember(function, entry);
        assertThat(table.known(function)).isSameAs(entry);
        assertThat(table.known(new Object())).isNull();
    }

    @Test
    void functionThatCanChangeMustBeLookedAtOnce() {
        FunctionTable table = new FunctionTable();
        Object function = new Object();
        table.isWorthALook(function);
        assertThat(table.isWorthALook(function)).isTrue();
        table.remember(function, null);
        assertThat(table.known(function)).isNull();
        assertThat(table.isWorthALook(function)).isFalse();
        assertThat(table.isWorthALook(function)).isFalse();
    }

    @Test
    void functionWhoseNumberWasGivenAwayMustNotBeKnownBySight() {
        FunctionTable table = new FunctionTable();
        Object function = new Object();
        table.remember(function, table.entry(encoded(0)));
        for (int other = 1; other < FunctionTable.SIZE - 1; other++) {
            table.entry(encoded(other));
        }
        assertThat(table.known(function)).isNotNull();
        table.entry(encoded(FunctionTable.SIZE));
        assertThat(table.known(function)).isNull();
    }

    @Test
    void functionMustNotBeKeptForBeingKnownBySight() throws Exception {
        FunctionTable table = new FunctionTable();
        Object[] functions = {new Object()};
        WeakReference<Object> watched = new WeakReference<>(functions[0]);
        table.remember(functions[0], table.entry(encoded(1)));
        functions[0] = null;
        for (int i = 0; i < 100 && watched.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(watched.get()).isNull();
        assertThat(table.entry(encoded(1))).isNotNull();
    }
}
