// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import poolmark.pool.Task;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

class FunctionNamesTest {

    private final FunctionNames names = new FunctionNames(2);

    private static byte[] encoded(Object function) throws UntransferableException {
        ByteSink sink = new ByteSink();
        Codec.ofParent(new ObjectBytes(FunctionNamesTest.class.getClassLoader(), null))
                .write(sink, function);
        return sink.toByteArray();
    }

    private static Integer one(Integer value) {
        return value + 1;
    }

    private static Integer two(Integer value) {
        return value + 2;
    }

    private static Integer three(Integer value) {
        return value + 3;
    }

    @Test
    void theOldestMustMakeRoomAndTheSameMustCountOnce() throws Exception {
        Task<Integer, Integer> first = FunctionNamesTest::one;
        Task<Integer, Integer> second = FunctionNamesTest::two;
        Task<Integer, Integer> third = FunctionNamesTest::three;
        names.add(encoded(first));
        names.add(encoded(first));
        names.add(encoded(second));
        assertThat(names.list()).hasSize(2).first().asString().contains(".one.");
        names.add(encoded(third));
        assertThat(names.list()).hasSize(2).first().asString().contains(".two.");
    }

    @Test
    void whatIsNoLambdaMustBeLeftOut() throws Exception {
        names.add(encoded("text"));
        assertThat(names.list()).isEmpty();
    }
}
