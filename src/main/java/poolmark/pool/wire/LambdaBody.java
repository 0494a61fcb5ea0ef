// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.InvalidObjectException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The method behind a lambda or method reference, with the values it captured, ready to be called. */
public final class LambdaBody {

    private final LambdaForm form;
    private final Object[] captured;
    private final ClassLoader loader;
    private final Executable body;
    private final boolean constructs;
    private final boolean onReceiver;
    private DirectCall direct;
    private boolean called;

    /**
     * Looks the method up.
     *
     * @throws UntransferableException where it cannot be reached from this process
     */
    LambdaBody(LambdaForm form, Object[] captured, ClassLoader loader) throws UntransferableException {
        this.form = form;
        this.captured = captured;
        this.loader = loader;
        this.body = find(form, loader);
        this.constructs = body instanceof Constructor;
        this.onReceiver = body instanceof Method && form.bodyKind() != MethodHandleInfo.REF_invokeStatic;
    }

    /** One word for the body of a lambda that has captured so many values. None of its parts can hold the dot between them. */
    static String name(LambdaForm form, int captured) {
        return String.join(".", form.bodyClass(), form.bodyName(), form.bodyDescriptor(), Integer.toString(captured));
    }

    /**
     * Makes a first call quicker: loads what a body needs and prepares the way to it. No class is initialised, so that no code of
     * the user's is run. Whatever is missing is told to who sends such a lambda.
     *
     * @param name what {@link Codec#bodyOf} has given for it
     */
    public static void prepare(String name, ClassLoader loader) {
        String[] parts = name.split("\\.");
        try {
            Class<?> owner = Class.forName(parts[0].replace('/', '.'), false, loader);
            owner.getNestHost(); // as a class in its nest will
            Method method = findMethod(owner, parts[1], parameterTypes(parts[2], loader));
            if (Modifier.isStatic(method.getModifiers())) {
                DirectCall.of(method, Integer.parseInt(parts[3]));
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // the same happens, and is told, when it is called
        }
    }

    /** The interface that the lambda implements, with slashes as in class files. */
    public String type() {
        return form.type();
    }

    /** Whether calls leave no trace in the captured values, so that the same copy may serve for ever. */
    public boolean isConstant() {
        for (Object value : captured) {
            if (!Codec.isConstant(value)) {
                return false;
            }
        }
        return true;
    }

    /** The form in which Java serialization knows it, for a lambda that travels on inside some object. */
    public SerializedLambda toSerializedLambda() throws InvalidObjectException {
        try {
            return form.toSerializedLambda(
                    Class.forName(form.capturingClass().replace('/', '.'), false, loader), captured);
        } catch (ClassNotFoundException e) {
            throw new InvalidObjectException("class " + e.getMessage() + " is missing in this process");
        }
    }

    private static Executable find(LambdaForm form, ClassLoader loader) throws UntransferableException {
        try {
            Class<?> owner = Class.forName(form.bodyClass().replace('/', '.'), true, loader);
            Class<?>[] parameters = parameterTypes(form.bodyDescriptor(), loader);
            Executable found = form.bodyKind() == MethodHandleInfo.REF_newInvokeSpecial
                    ? owner.getDeclaredConstructor(parameters)
                    : findMethod(owner, form.bodyName(), parameters);
            if (!Modifier.isPublic(found.getModifiers())
                    || !Modifier.isPublic(found.getDeclaringClass().getModifiers())) {
                found.setAccessible(true);
            }
            return found;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new UntransferableException(
                    "the lambda's method " + form.bodyClass() + "." + form.bodyName()
                            + " cannot be reached in this process: " + e,
                    e);
        }
    }

    private static Method findMethod(Class<?> owner, String name, Class<?>[] parameters) throws NoSuchMethodException {
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            try {
                return c.getDeclaredMethod(name, parameters);
            } catch (NoSuchMethodException e) {
                continue; // a reference to an inherited method names the class it was called on
            }
        }
        return owner.getMethod(name, parameters);
    }

    /**
     * Calls the method, for a lambda that was called with one argument; else like {@link #call()}.
     *
     * @param argument the argument
     */
    public Object call(Object argument) throws Throwable {
        DirectCall way = direct();
        if (way != null) {
            return way.call(captured, argument);
        }
        if (captured.length > 0 || onReceiver || constructs) {
            return callAny(argument);
        }
        try {
            return ((Method) body).invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** {@return the quickest way to call the body; null where there is none but reflection} */
    private DirectCall direct() {
        if (!called) {
            called = true;
            direct = onReceiver || constructs ? null : DirectCall.of((Method) body, captured.length);
        }
        return direct;
    }

    /**
     * Calls the method, for a lambda that was called without an argument.
     *
     * @return what it returned; null for a constructor's or method's {@code void}
     * @throws Throwable what it threw
     */
    public Object call() throws Throwable {
        DirectCall way = direct();
        return way == null ? callAny() : way.call(captured, null);
    }

    private Object callAny(Object... arguments) throws Throwable {
        Object[] all = new Object[captured.length + arguments.length];
        System.arraycopy(captured, 0, all, 0, captured.length);
        System.arraycopy(arguments, 0, all, captured.length, arguments.length);
        try {
            if (constructs) {
                return ((Constructor<?>) body).newInstance(all);
            }
            Method method = (Method) body;
            return onReceiver ? method.invoke(all[0], tail(all)) : method.invoke(null, all);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object[] tail(Object[] all) {
        Object[] rest = new Object[all.length - 1];
        System.arraycopy(all, 1, rest, 0, rest.length);
        return rest;
    }

    /** Reads the parameters of a method descriptor (Java Virtual Machine Specification, 4.3.3). */
    private static Class<?>[] parameterTypes(String descriptor, ClassLoader loader) throws ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        int i = 1;
        while (descriptor.charAt(i) != ')') {
            int start = i;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            i = descriptor.charAt(i) == 'L' ? descriptor.indexOf(';', i) + 1 : i + 1;
            types.add(type(descriptor.substring(start, i), loader));
        }
        return types.toArray(new Class<?>[0]);
    }

    private static Class<?> type(String descriptor, ClassLoader loader) throws ClassNotFoundException {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> boolean.class;
            case 'B' -> byte.class;
            case 'C' -> char.class;
            case 'S' -> short.class;
            case 'I' -> int.class;
            case 'J' -> long.class;
            case 'F' -> float.class;
            case 'D' -> double.class;
            case '[' -> Class.forName(descriptor.replace('/', '.'), false, loader);
            default ->
                Class.forName(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'), false, loader);
        };
    }
}
