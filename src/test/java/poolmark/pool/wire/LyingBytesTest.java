// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import poolmark.pool.Job;

/** Bytes that claim more than they hold, made by hand where chance would take too long. */
class LyingBytesTest {

    private static final int TAG_OBJECT = 12;
    private static final int TAG_LAMBDA = 13;

    /** Each of these claims no more than one array could; all of them together would take gigabytes. */
    @Test
    void arraysInArraysMustNotEachClaimTheWholeStream() throws IOException {
        int levels = 2_000;
        byte[] beginning = serialised(new Object[1]); // ends with the length and the one element, a null
        byte[] level = {0x75, 0x71, 0, 0x7E, 0, 0, 0, 0, 0, 0}; // an array, its class as before, its length
        int claimed = 4 * (beginning.length + levels * level.length);
        ByteSink sink = new ByteSink();
        sink.write(TAG_OBJECT);
        int lengthAt = sink.size();
        sink.writeInt(0);
        sink.write(beginning, 0, beginning.length - Integer.BYTES - 1);
        sink.writeInt(claimed);
        for (int i = 0; i < levels; i++) {
            sink.write(level, 0, level.length - Integer.BYTES);
            sink.writeInt(claimed);
        }
        sink.putInt(lengthAt, sink.size() - lengthAt - Integer.BYTES);
        assertRefusedWithin(sink, WireBytes.parent(), 8 << 20);
    }

    @Test
    void lambdasInLambdasMustNotEachClaimTheWholeFrame() {
        ByteSink sink = nested(500, 1_000_000);
        sink.claim(1_100_000); // a million nulls for the innermost
        assertRefusedWithin(sink, WireBytes.worker(), 64 << 20);
    }

    @Test
    void lambdasNestedTooDeeplyMustBeRefusedWhenTheyAreRead() {
        ByteSink sink = nested(200_000, 1);
        sink.write(0);
        assertRefusedWithin(sink, WireBytes.worker(), 8 << 20);
    }

    /** Lambdas of which each claims so many captured values; the first of them is the next lambda. */
    private static ByteSink nested(int lambdas, int captured) {
        ByteSink sink = new ByteSink();
        for (int i = 0; i < lambdas; i++) {
            sink.write(TAG_LAMBDA);
            new LambdaForm("", "", "", "", 6, "", "", "", "").writeTo(sink);
            sink.writeVarLong(captured);
        }
        return sink;
    }

    @Test
    void lambdasNestedTooDeeplyMustBeToldWhenTheyAreWritten() throws IOException {
        assertThat(WireBytes.encoded(WireBytes.parent(), chain(1_000))).isNotEmpty();
        for (int length : new int[] {1_002, 100_000}) {
            ByteSink sink = new ByteSink();
            sink.write(77);
            assertThatThrownBy(() -> WireBytes.parent().write(sink, chain(length)))
                    .isInstanceOf(UntransferableException.class)
                    .hasMessageContaining("more than 1000 lambdas");
            assertThat(sink.toByteArray()).as("as it was before").containsExactly(77);
        }
    }

    private static Job<Integer> chain(int length) {
        Job<Integer> chain = () -> 1;
        for (int i = 1; i < length; i++) {
            Job<Integer> inner = chain;
            chain = () -> inner.call() + 1;
        }
        return chain;
    }

    @Test
    void requestThatClaimsMoreCallsThanArgumentsMustBeRefused() {
        for (long count : new long[] {-1, 2, Integer.MAX_VALUE, 1L << 32}) {
            ByteSink payload = new ByteSink();
            payload.writeVarLong(0);
            payload.writeVarLong(count);
            assertThatThrownBy(() -> RunRequest.read(new ByteSource(payload.toByteArray())))
                    .isInstanceOf(ByteSource.CorruptFrameException.class);
        }
    }

    /** What asks for large tables by right: thousands of small collections in few bytes each. */
    @Test
    void honestCollectionsMustPass() throws IOException {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(new HashSet<>(List.of(i)));
            HashMap<Integer, Integer> map = new HashMap<>(64, 0.25f);
            map.put(i, i);
            many.add(map);
            many.add(new HashMap<>());
            many.add(new HashSet<>());
            many.add(new IdentityHashMap<>());
            many.add(new Object[0]);
            many.add(new byte[3][2]);
        }
        byte[] bytes = WireBytes.encoded(WireBytes.parent(), many);
        assertThat((List<?>) WireBytes.parent().read(new ByteSource(bytes))).hasSameSizeAs(many);
    }

    private static byte[] serialised(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static void assertRefusedWithin(ByteSink bytes, Codec codec, long maxAllocated) {
        byte[] copy = Arrays.copyOf(bytes.array(), bytes.size());
        long before = WireBytes.allocated();
        assertThatThrownBy(() -> codec.read(new ByteSource(copy))).isInstanceOf(IOException.class);
        assertThat(WireBytes.allocated() - before).as("bytes allocated").isLessThan(maxAllocated);
    }
}
