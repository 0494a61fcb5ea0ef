// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Why a task gave no result, as the worker tells it.
 *
 * @param kind where it went wrong
 * @param className class of the exception
 * @param message its message, or null
 * @param trace its stack trace as text, causes included
 * @param exception the exception itself as a value of the {@link Codec}, or null where it cannot be serialised
 */
public record Failure(Kind kind, String className, String message, String trace, byte[] exception) {

    /** Beyond it a message or trace is cut: no failure may fill the parent's heap. */
    private static final int MAX_CHARS = 1 << 16;

    /** Beyond it an exception travels as text alone. */
    private static final int MAX_EXCEPTION_BYTES = 1 << 24;

    /** Where it went wrong. */
    public enum Kind {
        /** The task, or the initializer, threw. */
        THREW,
        /** The function cannot be rebuilt in the worker. */
        TASK_UNREADABLE,
        /** The argument cannot be rebuilt in the worker. */
        ARGUMENT_UNREADABLE,
        /** The result cannot be serialised. */
        RESULT_UNWRITABLE
    }

    /** Describes an exception, for a process that may not know its class. */
    public static Failure of(Kind kind, Throwable thrown, Codec codec) {
        return new Failure(
                kind, thrown.getClass().getName(), cut(messageOf(thrown)), cut(traceOf(thrown)), encode(thrown, codec));
    }

    private static String messageOf(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return "(its getMessage() threw " + e.getClass().getName() + ")";
        }
    }

    private static String traceOf(Throwable thrown) {
        try {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return thrown.getClass().getName() + " (its printStackTrace() threw "
                    + e.getClass().getName() + ")";
        }
    }

    private static String cut(String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + " … (cut)";
    }

    private static byte[] encode(Throwable thrown, Codec codec) {
        try {
            ByteSink sink = new ByteSink(1024);
            codec.write(sink, thrown);
            return sink.size() > MAX_EXCEPTION_BYTES ? null : sink.toByteArray();
        } catch (UntransferableException e) {
            return null; // the text stands for it
        }
    }

    /** Appends the failure. */
    public void writeTo(ByteSink sink) {
        sink.write(kind.ordinal());
        sink.writeText(className);
        sink.writeOptionalText(message);
        sink.writeText(trace);
        sink.write(exception == null ? 0 : 1);
        if (exception != null) {
            sink.writeBytes(exception);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Failure read(ByteSource source) throws ByteSource.CorruptFrameException {
        int kind = source.read();
        if (kind >= Kind.values().length) {
            throw new ByteSource.CorruptFrameException("failure kind " + kind + " is unknown");
        }
        String className = source.readText();
        String message = source.readOptionalText();
        String trace = source.readText();
        return new Failure(
                Kind.values()[kind], className, message, trace, source.read() == 0 ? null : source.readBytes());
    }
}
