// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * Writes down what is to be run. A lambda or method reference is taken apart into the method that holds its body and the
 * values it captured; the worker calls that method by reflection. That keeps Java serialization and the linking of a lambda
 * out of a worker's start, which would double it (decision 0003). Any other object is written as a value.
 *
 * <pre>
 *   LAMBDA  method kind · class · method · descriptor · n · n captured values
 *   OBJECT  value
 * </pre>
 */
public final class FunctionCodec {

    private static final int LAMBDA = 1;
    private static final int OBJECT = 2;

    /** Whose one method is what a worker calls. By name, as this room knows no other. */
    private static final Set<String> KNOWN_TYPES = Set.of(
            "poolmark/pool/Task",
            "poolmark/pool/Job",
            "poolmark/pool/Action",
            "java/util/concurrent/Callable",
            "java/lang/Runnable");

    private final Codec codec;

    /** Writes captured values with that codec. */
    public FunctionCodec(Codec codec) {
        this.codec = codec;
    }

    /**
     * Encodes a function.
     *
     * @throws UntransferableException where it, or something it captured, cannot be serialised
     */
    public byte[] encode(Object function) throws UntransferableException {
        ByteSink sink = new ByteSink();
        SerializedLambda lambda = takeApart(function);
        if (lambda == null) {
            sink.write(OBJECT);
            codec.write(sink, function);
        } else {
            writeLambda(sink, lambda);
        }
        return sink.toByteArray();
    }

    private static SerializedLambda takeApart(Object function) {
        // only the classes that the JVM makes for lambdas are hidden
        if (!function.getClass().isHidden()) {
            return null;
        }
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda && isOfKnownType(lambda)
                    ? lambda
                    : null;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null; // a lambda of a named module that is not open to us: serialization may look into it, we may
            // not
        }
    }

    /** An interface of the user's may put a method of its own between the one that is called and the lambda's body. */
    private static boolean isOfKnownType(SerializedLambda lambda) {
        return KNOWN_TYPES.contains(lambda.getFunctionalInterfaceClass());
    }

    private void writeLambda(ByteSink sink, SerializedLambda lambda) throws UntransferableException {
        sink.write(LAMBDA);
        sink.write(lambda.getImplMethodKind());
        sink.writeText(lambda.getImplClass().replace('/', '.'));
        sink.writeText(lambda.getImplMethodName());
        sink.writeText(lambda.getImplMethodSignature());
        sink.writeVarLong(lambda.getCapturedArgCount());
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            codec.write(sink, lambda.getCapturedArg(i));
        }
    }

    /**
     * Rebuilds a function.
     *
     * @param encoded what {@link #encode} gave
     * @param loader where its class is looked for
     * @throws UntransferableException where it cannot be rebuilt in this process
     */
    public Function decode(byte[] encoded, ClassLoader loader) throws IOException {
        ByteSource source = new ByteSource(encoded);
        if (source.read() == OBJECT) {
            return new Function(codec.read(source), null, false);
        }
        int kind = source.read();
        String className = source.readText();
        String methodName = source.readText();
        String descriptor = source.readText();
        Object[] captured = new Object[source.readCount(1)];
        boolean constant = true;
        for (int i = 0; i < captured.length; i++) {
            captured[i] = codec.read(source);
            constant &= Codec.isConstant(captured[i]);
        }
        return new Function(null, LambdaBody.find(loader, kind, className, methodName, descriptor, captured), constant);
    }

    /**
     * A function as it arrived.
     *
     * @param object an object of the type the user implemented; null for a lambda
     * @param lambda the body of a lambda; null for an object
     * @param reusable whether calls leave no trace in it, so that the same copy may serve many requests
     */
    public record Function(Object object, LambdaBody lambda, boolean reusable) {}
}
