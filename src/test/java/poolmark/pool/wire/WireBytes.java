// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** Codecs, streams and measures for tests of what goes over the wire. */
final class WireBytes {

    private WireBytes() {}

    static Codec parent() {
        return parent(null);
    }

    static Codec parent(ObjectInputFilter filter) {
        return Codec.ofParent(new ObjectBytes(WireBytes.class.getClassLoader(), filter));
    }

    private record Body(LambdaBody body) implements LambdaReviver.Revived {}

    static Codec worker() {
        return Codec.ofWorker(new ObjectBytes(WireBytes.class.getClassLoader(), null), Body::new);
    }

    static byte[] encoded(Codec codec, Object value) throws UntransferableException {
        ByteSink sink = new ByteSink();
        codec.write(sink, value);
        return sink.toByteArray();
    }

    static FrameReader reader(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes));
    }

    /** A stream that gives a few bytes at a time, as a pipe may. */
    static InputStream dribbling(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }

    /** Bytes that this thread has allocated so far. */
    static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
