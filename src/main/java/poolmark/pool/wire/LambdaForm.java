// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * A lambda or method reference without the values it captured: which interface it implements, and the method that holds its
 * body. The components are those of {@link SerializedLambda}, names with slashes as in class files.
 *
 * <p>A worker calls the body itself (decisions 0003 and 0025). The rest is carried along so that the lambda can be serialised
 * again, should it travel on.
 *
 * @param capturingClass class in which the lambda is written
 * @param type the interface
 * @param methodName the interface's one method
 * @param methodDescriptor its erased signature
 * @param bodyKind how the body is called, a constant of {@link java.lang.invoke.MethodHandleInfo}
 * @param bodyClass class of the body
 * @param bodyName name of the body
 * @param bodyDescriptor signature of the body
 * @param instantiatedType the interface method's signature with the type arguments put in
 */
record LambdaForm(
        String capturingClass,
        String type,
        String methodName,
        String methodDescriptor,
        int bodyKind,
        String bodyClass,
        String bodyName,
        String bodyDescriptor,
        String instantiatedType) {

    /**
     * Interfaces whose one method is what will be called. An interface of the user's may put a method of its own in between,
     * so lambdas of any other go through Java serialization. By name, as this room knows no other.
     */
    private static final Set<String> KNOWN_TYPES = Set.of(
            "poolmark/pool/Task",
            "poolmark/pool/Job",
            "poolmark/pool/Action",
            "java/util/concurrent/Callable",
            "java/lang/Runnable");

    /** A bound, as a stack that overflowed can leave classes of the JDK unusable for the rest of the process's life. */
    private static final int MAX_NESTING = 1_000;

    /** Refuses a lambda that is held by too many lambdas, each inside the next. */
    static void checkNesting(int depth) throws UntransferableException {
        if (depth > MAX_NESTING) {
            throw new UntransferableException("more than " + MAX_NESTING + " lambdas, each inside the next", null);
        }
    }

    /** Takes a lambda apart; null where the object is none, or none that can be rebuilt from its parts. */
    static SerializedLambda takeApart(Object value) {
        // only the classes that the JVM makes for lambdas are hidden
        if (!value.getClass().isHidden()) {
            return null;
        }
        try {
            Method writeReplace = value.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(value) instanceof SerializedLambda lambda
                            && KNOWN_TYPES.contains(lambda.getFunctionalInterfaceClass())
                    ? lambda
                    : null;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null; // a lambda of a named module that is not open to us: serialization may look into it, we may
            // not
        }
    }

    static LambdaForm of(SerializedLambda lambda) {
        return new LambdaForm(
                lambda.getCapturingClass(),
                lambda.getFunctionalInterfaceClass(),
                lambda.getFunctionalInterfaceMethodName(),
                lambda.getFunctionalInterfaceMethodSignature(),
                lambda.getImplMethodKind(),
                lambda.getImplClass(),
                lambda.getImplMethodName(),
                lambda.getImplMethodSignature(),
                lambda.getInstantiatedMethodType());
    }

    static LambdaForm ofStaticMethod(String type, String method, Class<?> owner, String name, String descriptor) {
        String ownerName = owner.getName().replace('.', '/');
        return new LambdaForm(
                ownerName,
                type,
                method,
                descriptor,
                MethodHandleInfo.REF_invokeStatic,
                ownerName,
                name,
                descriptor,
                descriptor);
    }

    SerializedLambda toSerializedLambda(Class<?> capturing, Object[] captured) {
        return new SerializedLambda(
                capturing,
                type,
                methodName,
                methodDescriptor,
                bodyKind,
                bodyClass,
                bodyName,
                bodyDescriptor,
                instantiatedType,
                captured);
    }

    void writeTo(ByteSink sink) {
        sink.writeText(capturingClass);
        sink.writeText(type);
        sink.writeText(methodName);
        sink.writeText(methodDescriptor);
        sink.write(bodyKind);
        sink.writeText(bodyClass);
        sink.writeText(bodyName);
        sink.writeText(bodyDescriptor);
        sink.writeText(instantiatedType);
    }

    static LambdaForm read(ByteSource source) throws ByteSource.CorruptFrameException {
        return new LambdaForm(
                source.readText(),
                source.readText(),
                source.readText(),
                source.readText(),
                source.read(),
                source.readText(),
                source.readText(),
                source.readText(),
                source.readText());
    }
}
