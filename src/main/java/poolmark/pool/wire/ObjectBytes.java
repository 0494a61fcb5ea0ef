// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/**
 * Java serialization, as the last resort of the {@link Codec}: an object as a length and a stream of its own, so that no
 * object can spoil the next one. Everything that user code throws here becomes an {@link UntransferableException}, but for
 * an exhausted heap.
 */
public final class ObjectBytes {

    private static volatile boolean inUse;

    private final ClassLoader loader;
    private final ObjectInputFilter filter;

    /**
     * How objects are rebuilt.
     *
     * @param loader where their classes are looked for
     * @param filter decides what may be rebuilt; null leaves it to the filter of the JVM
     */
    public ObjectBytes(ClassLoader loader, ObjectInputFilter filter) {
        this.loader = loader;
        this.filter = filter;
    }

    /** Whether this process has written or read any object so. */
    public static boolean isInUse() {
        return inUse;
    }

    private static void use() {
        if (!inUse) {
            inUse = true;
        }
    }

    ClassLoader loader() {
        return loader;
    }

    void write(ByteSink sink, Object value) throws UntransferableException {
        use();
        int lengthAt = sink.size();
        sink.writeInt(0);
        try (ObjectOutputStream out = new ObjectOutputStream(sink)) {
            out.writeObject(value);
            out.flush();
        } catch (NotSerializableException e) {
            throw new UntransferableException(FieldPath.describe(value, e.getMessage()), e);
        } catch (OutOfMemoryError | ByteSink.FrameTooLargeException e) {
            throw e;
        } catch (Throwable e) { // a checked exception as well: writeExternal() may throw one unseen
            throw new UntransferableException("writing a " + value.getClass().getName() + " failed: " + e, e);
        }
        sink.putInt(lengthAt, sink.size() - lengthAt - Integer.BYTES);
    }

    Object read(ByteSource source) throws IOException {
        int length = source.readInt();
        if (length < 0 || length > source.remaining()) {
            throw new ByteSource.CorruptFrameException("an object says it has " + length + " bytes");
        }
        use();
        int from = source.skip(length);
        return rebuild(new ByteArrayInputStream(source.array(), from, length), length);
    }

    private Object rebuild(InputStream bytes, int length) throws UntransferableException {
        HonestLengths lengths = new HonestLengths(length);
        try (Rebuilder in = new Rebuilder(bytes, lengths)) {
            return in.readObject();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (ClassNotFoundException e) {
            throw new UntransferableException(
                    "class " + e.getMessage() + " is not on the class path of this process", e);
        } catch (Throwable e) {
            throw new UntransferableException("rebuilding an object failed at " + lengths.lastClass() + ": " + e, e);
        }
    }

    private final class Rebuilder extends ObjectInputStream {

        Rebuilder(InputStream in, HonestLengths lengths) throws IOException {
            super(in);
            ObjectInputFilter ofUser = filter != null ? filter : getObjectInputFilter();
            setObjectInputFilter(ObjectInputFilter.merge(lengths, ofUser));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description); // knows the names of primitive types
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaceNames) throws IOException, ClassNotFoundException {
            Class<?>[] interfaces = new Class<?>[interfaceNames.length];
            for (int i = 0; i < interfaces.length; i++) {
                interfaces[i] = Class.forName(interfaceNames[i], false, loader);
            }
            return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                    .getClass();
        }
    }

    /**
     * Refuses arrays that are together longer than what could be in the stream, before they are allocated: a few bytes that
     * claim two billion elements would cost this process its heap, and so would arrays in arrays that each claim what only one
     * of them could hold. Says nothing of anything else. Remembers the class it was asked for
     * last, which the JDK's exceptions do not name.
     */
    private static final class HonestLengths implements ObjectInputFilter {

        /** Collections ask for the table they will allocate, which is larger than what they hold. */
        private static final long TABLE_FACTOR = 8;

        private static final int MAX_DEPTH = 10_000;

        private final int streamBytes;
        private long claimedElements;
        private Class<?> lastClass;

        HonestLengths(int streamBytes) {
            this.streamBytes = streamBytes;
        }

        String lastClass() {
            return lastClass == null ? "its beginning" : "class " + lastClass.getName();
        }

        @Override
        public Status checkInput(FilterInfo info) {
            if (info.serialClass() != null) {
                lastClass = info.serialClass();
            }
            claimedElements += Math.max(0, info.arrayLength());
            boolean lies = claimedElements > TABLE_FACTOR * streamBytes || info.depth() > MAX_DEPTH;
            return lies ? Status.REJECTED : Status.UNDECIDED;
        }
    }
}
