// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one value as a tag and its bytes. Common values have a form of their own, a few bytes long, that needs no class
 * to be loaded. Lambdas go to a worker in parts ({@link LambdaForm}). Everything else goes through Java serialization
 * ({@link ObjectBytes}).
 */
public final class Codec {

    /** What an {@code Integer} takes, whatever its value. */
    public static final int INTEGER_BYTES = 1 + Integer.BYTES;

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    static final int INTEGER = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int TEXT = 6;
    private static final int CHARS = 7;
    private static final int BYTE_ARRAY = 8;
    private static final int INT_ARRAY = 9;
    private static final int LONG_ARRAY = 10;
    private static final int DOUBLE_ARRAY = 11;
    private static final int OBJECT = 12;
    private static final int LAMBDA = 13;

    private final ObjectBytes objects;
    private final LambdaReviver reviver;

    private Codec(ObjectBytes objects, LambdaReviver reviver) {
        this.objects = objects;
        this.reviver = reviver;
    }

    /** The parent's: writes lambdas in parts, and reads none. */
    public static Codec ofParent(ObjectBytes objects) {
        return new Codec(objects, null);
    }

    /** A worker's: reads lambdas in parts, and writes none. */
    public static Codec ofWorker(ObjectBytes objects, LambdaReviver reviver) {
        return new Codec(objects, reviver);
    }

    /**
     * Appends a value.
     *
     * @throws UntransferableException where it, or something it holds, cannot be serialised; the sink is as before then
     */
    public void write(ByteSink sink, Object value) throws UntransferableException {
        write(sink, value, 0);
    }

    /**
     * Appends the integers that come next in an array, as {@link #write(ByteSink, Object)} would one after the other; returns the index
     * of what is no integer.
     */
    public static int writeIntegers(ByteSink sink, Object[] values, int from, int to) {
        return sink.writeInts(INTEGER, values, from, to);
    }

    private void write(ByteSink sink, Object value, int depth) throws UntransferableException {
        int start = sink.size();
        try {
            if (!writeCommon(sink, value) && !writeLambda(sink, value, depth)) {
                sink.write(OBJECT);
                objects.write(sink, value);
            }
        } catch (ByteSink.FrameTooLargeException e) {
            sink.truncate(start);
            throw new UntransferableException(
                    "a " + value.getClass().getName() + " is too large: it " + e.getMessage(), e);
        } catch (UntransferableException e) {
            sink.truncate(start);
            throw e;
        }
    }

    private boolean writeLambda(ByteSink sink, Object value, int depth) throws UntransferableException {
        SerializedLambda lambda = reviver == null ? LambdaForm.takeApart(value) : null;
        if (lambda == null) {
            return false;
        }
        LambdaForm.checkNesting(depth);
        sink.write(LAMBDA);
        LambdaForm.of(lambda).writeTo(sink);
        sink.writeVarLong(lambda.getCapturedArgCount());
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            write(sink, lambda.getCapturedArg(i), depth + 1);
        }
        return true;
    }

    /**
     * Appends what a reference to a static method would be written as, without making one, which is dear in a JVM that has
     * none yet.
     *
     * @param type the interface, with slashes
     * @param method its one method
     * @param owner class that has the static method
     * @param name the static method
     * @param descriptor erased signature of both
     */
    public static void writeStaticMethod(
            ByteSink sink, String type, String method, Class<?> owner, String name, String descriptor) {
        sink.write(LAMBDA);
        LambdaForm.ofStaticMethod(type, method, owner, name, descriptor).writeTo(sink);
        sink.writeVarLong(0);
    }

    /** Where the code of an encoded lambda is, for {@link LambdaBody#prepare}; null where the value is none. */
    public static String bodyOf(byte[] encoded) {
        if (encoded[0] != LAMBDA) {
            return null;
        }
        try {
            ByteSource source = new ByteSource(encoded, 1, encoded.length);
            LambdaForm form = LambdaForm.read(source);
            return LambdaBody.name(form, source.readCount(1));
        } catch (ByteSource.CorruptFrameException e) {
            throw new IllegalArgumentException("no value that was encoded here", e);
        }
    }

    private Object readLambda(ByteSource source, int depth) throws IOException {
        if (reviver == null) {
            throw new ByteSource.CorruptFrameException("a worker sent a lambda in parts");
        }
        LambdaForm.checkNesting(depth);
        LambdaForm form = LambdaForm.read(source);
        List<Object> captured = new ArrayList<>(); // grows: nested ones must not each claim the whole frame
        for (int rest = source.readCount(1); rest > 0; rest--) {
            captured.add(read(source, depth + 1));
        }
        return reviver.revive(new LambdaBody(form, captured.toArray(), objects.loader()));
    }

    /** Whether a value is written by its content alone and can never change, so that one copy of it serves for ever. */
    public static boolean isConstant(Object value) {
        return value == null
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof Boolean
                || value instanceof LambdaReviver.Revived revived
                        && revived.body().isConstant();
    }

    /** Whether a function is written the same for ever: a lambda that has captured nothing which could change. */
    public static boolean isFixed(Object function) {
        SerializedLambda lambda = LambdaForm.takeApart(function);
        if (lambda == null) {
            return false;
        }
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            if (!isConstant(lambda.getCapturedArg(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether to read the value that comes next is to run code of its class, which may take as long as it likes. */
    static boolean isObject(ByteSource source) {
        return source.remaining() > 0 && source.array()[source.position()] == OBJECT;
    }

    /** From so many bytes on an array is worth being sent without a copy. */
    private static final int LARGE_BYTES = 1 << 16;

    /** Larger ones may not fit into a frame, which is found out where they are written. */
    private static final int MAX_LARGE_BYTES = Integer.MAX_VALUE - 1024;

    /** Whether a value is an array of bytes that can follow what {@link #writeHeadOfBytes} writes. */
    public static boolean isLargeBytes(Object value) {
        return value instanceof byte[] array && array.length >= LARGE_BYTES && array.length <= MAX_LARGE_BYTES;
    }

    /** Appends all that an array of so many bytes has before them. */
    public static void writeHeadOfBytes(ByteSink sink, int length) {
        sink.write(BYTE_ARRAY);
        sink.writeVarLong(length);
    }

    /**
     * Where in a frame with one value an array of bytes begins that is all the rest of it; -1 where there is none.
     *
     * @param head the first bytes of its content
     * @param length of all its content
     */
    static int arrayAt(Frame.Kind kind, byte[] head, int length) {
        ByteSource source = new ByteSource(head);
        try {
            switch (kind) {
                case RUN:
                    source.readVarLong(); // function
                    if (source.readVarLong() != 1) {
                        return -1;
                    }
                    break;
                case RESULT:
                    source.readVarLong(); // CPU time
                    break;
                default:
                    return -1;
            }
            boolean isArray = source.read() == BYTE_ARRAY && source.readVarLong() == length - source.position();
            return isArray ? source.position() : -1;
        } catch (ByteSource.CorruptFrameException e) {
            return -1; // as whoever reads it will find
        }
    }

    /** Whether a value that begins with that byte is one of those. */
    static boolean isObject(byte tag) {
        return tag == OBJECT;
    }

    private static boolean writeCommon(ByteSink sink, Object value) {
        if (value == null) {
            sink.write(NULL);
        } else if (value instanceof Integer number) {
            sink.writeInt(INTEGER, number);
        } else if (value instanceof String text) {
            writeString(sink, text);
        } else if (value instanceof Long number) {
            sink.write(LONG);
            sink.writeSignedVarLong(number);
        } else if (value instanceof Double number) {
            sink.write(DOUBLE);
            sink.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            sink.write(flag ? TRUE : FALSE);
        } else {
            return writeArray(sink, value);
        }
        return true;
    }

    private static boolean writeArray(ByteSink sink, Object value) {
        if (value instanceof byte[] array) {
            sink.write(BYTE_ARRAY);
            sink.writeBytes(array);
        } else if (value instanceof int[] array) {
            claim(sink, INT_ARRAY, array.length, Integer.BYTES).asIntBuffer().put(array);
        } else if (value instanceof long[] array) {
            claim(sink, LONG_ARRAY, array.length, Long.BYTES).asLongBuffer().put(array);
        } else if (value instanceof double[] array) {
            claim(sink, DOUBLE_ARRAY, array.length, Double.BYTES)
                    .asDoubleBuffer()
                    .put(array);
        } else {
            return false;
        }
        return true;
    }

    private static ByteBuffer claim(ByteSink sink, int tag, int count, int bytesEach) {
        long length = (long) count * bytesEach;
        if (length > Integer.MAX_VALUE) {
            throw new ByteSink.FrameTooLargeException(length);
        }
        sink.write(tag);
        sink.writeVarLong(count);
        int position = sink.claim((int) length);
        return ByteBuffer.wrap(sink.array(), position, (int) length);
    }

    private static void writeString(ByteSink sink, String text) {
        if (hasSurrogates(text)) {
            // UTF-8 would turn an unpaired surrogate into a question mark
            claim(sink, CHARS, text.length(), Character.BYTES).asCharBuffer().put(text);
        } else {
            sink.write(TEXT);
            sink.writeText(text);
        }
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a value.
     *
     * @throws UntransferableException where the bytes are a serialised object that cannot be rebuilt here
     * @throws ByteSource.CorruptFrameException where they are nothing that {@link #write} has written
     */
    public Object read(ByteSource source) throws IOException {
        return read(source, 0);
    }

    private Object read(ByteSource source, int depth) throws IOException {
        int tag = source.read();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case INTEGER -> source.readInt();
            case LONG -> source.readSignedVarLong();
            case DOUBLE -> Double.longBitsToDouble(source.readLong());
            case TEXT -> source.readText();
            case BYTE_ARRAY -> source.readBytes();
            case OBJECT -> objects.read(source);
            case LAMBDA -> readLambda(source, depth);
            default -> readArray(tag, source);
        };
    }

    /** Whether a brief frame that begins there holds an integer. */
    static boolean isBriefInteger(byte[] frames, int at) {
        return frames[at] == (byte) (Frame.BRIEF_BIT | INTEGER_BYTES) && frames[at + 1] == INTEGER;
    }

    /** Takes numbers as they are, without an object for each. */
    public interface Numbers {

        /** Takes an {@code Integer}. */
        void putInt(int index, int value);

        /** Takes so many {@code Integer}s, the first of an array; where that fails, all of these tasks end otherwise. */
        void putInts(int index, int[] values, int count);

        /** Takes a {@code Long}. */
        void putLong(int index, long value);

        /** Takes a {@code Double}. */
        void putDouble(int index, double value);
    }

    /** Reads the value that comes next, where it is a number; returns false where it is none, and is still to be read. */
    public static boolean readNumber(ByteSource source, int index, Numbers to) throws ByteSource.CorruptFrameException {
        int start = source.position();
        switch (source.read()) {
            case INTEGER -> to.putInt(index, source.readInt());
            case LONG -> to.putLong(index, source.readSignedVarLong());
            case DOUBLE -> to.putDouble(index, Double.longBitsToDouble(source.readLong()));
            default -> {
                source.seek(start);
                return false;
            }
        }
        return true;
    }

    private static Object readArray(int tag, ByteSource source) throws ByteSource.CorruptFrameException {
        switch (tag) {
            case CHARS: {
                char[] array = new char[source.readCount(Character.BYTES)];
                view(source, array.length * Character.BYTES).asCharBuffer().get(array);
                return new String(array);
            }
            case INT_ARRAY: {
                int[] array = new int[source.readCount(Integer.BYTES)];
                view(source, array.length * Integer.BYTES).asIntBuffer().get(array);
                return array;
            }
            case LONG_ARRAY: {
                long[] array = new long[source.readCount(Long.BYTES)];
                view(source, array.length * Long.BYTES).asLongBuffer().get(array);
                return array;
            }
            case DOUBLE_ARRAY: {
                double[] array = new double[source.readCount(Double.BYTES)];
                view(source, array.length * Double.BYTES).asDoubleBuffer().get(array);
                return array;
            }
            default:
                throw new ByteSource.CorruptFrameException("a value begins with tag " + tag);
        }
    }

    private static ByteBuffer view(ByteSource source, int length) throws ByteSource.CorruptFrameException {
        return ByteBuffer.wrap(source.array(), source.skip(length), length);
    }
}
