// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A static method, ready to be called without reflection: by a small class of its own, made for that method and hidden in
 * its nest, as the JDK makes one for each lambda. From JDK 18 on reflection builds method handles, which takes ten
 * milliseconds in a fresh JVM; this takes two, and calls that are made often can be inlined. Decision 25.
 */
public abstract class DirectCall {

    /** Before, reflection begins with a call into the JVM, which takes nothing to prepare. */
    private static final int FIRST_WITH_METHOD_HANDLES = 18;

    /** Empty for those that cannot be called so. */
    private static final Map<Method, Optional<DirectCall>> MADE = new HashMap<>();

    private static DirectCall born;

    /** For the classes made here. */
    protected DirectCall() {}

    /**
     * Calls the method.
     *
     * @param captured its first arguments
     * @param argument its last one, where it has one more
     * @return what it returned; null for {@code void}
     * @throws Throwable what it threw
     */
    public abstract Object call(Object[] captured, Object argument) throws Throwable;

    /** For the initializers of the classes made here, as reflection would cost what they are made to save. */
    protected static void born(DirectCall made) {
        born = made;
    }

    /**
     * Makes a class for a method, or finds the one that was made.
     *
     * @param method a static method
     * @param captured how many of its arguments are captured
     * @return null where it cannot be called so, or need not
     */
    static DirectCall of(Method method, int captured) {
        return Runtime.version().feature() < FIRST_WITH_METHOD_HANDLES ? null : ofAnyJdk(method, captured);
    }

    /** The same, whatever this JVM is. */
    static synchronized DirectCall ofAnyJdk(Method method, int captured) {
        if (!fits(method, captured)) {
            return null;
        }
        Optional<DirectCall> made = MADE.get(method);
        if (made == null) {
            made = Optional.ofNullable(make(method, captured));
            MADE.put(method, made);
        }
        return made.orElse(null);
    }

    /** A number that is an argument may have to be widened, which reflection does; a captured one is as it is taken. */
    private static boolean fits(Method method, int captured) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takesObject = parameters.length == captured + 1 && !parameters[captured].isPrimitive();
        return method.getDeclaringClass().getClassLoader() == DirectCall.class.getClassLoader()
                && (parameters.length == captured || takesObject);
    }

    private static DirectCall make(Method method, int captured) {
        born = null;
        try {
            MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .defineHiddenClass(
                            new CallerClass(method, captured).bytes(), true, MethodHandles.Lookup.ClassOption.NESTMATE);
            return born;
        } catch (IllegalAccessException | RuntimeException | LinkageError notThisWay) {
            return null; // there is still reflection
        }
    }
}
