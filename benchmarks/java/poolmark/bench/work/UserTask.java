// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import poolmark.pool.Task;

/**
 * A workload that somebody brings along: a public class that is a {@link Task}, with a public constructor that takes
 * nothing, or one that takes a {@code Map<String, String>}. The latter gets what follows the class's name, as in
 * {@code com.example.MyTask?depth=3&mode=fast}.
 */
public final class UserTask {

    private UserTask() {}

    /**
     * Makes an instance.
     *
     * @param workload full name of the class, and its parameters where it takes any
     * @param loader where to look for it
     * @return the task; whether arguments suit it shows when it runs, which is before anything is measured
     * @throws IllegalArgumentException when there is no such class or it is not as it must be; the message says what to do
     */
    public static Task<Object, Object> load(String workload, ClassLoader loader) {
        String[] parts = workload.split("\\?", 2);
        Class<?> type = find(parts[0], loader);
        if (!Task.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "workload " + parts[0] + " does not implement poolmark.pool.Task<Integer, Integer>");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("workload " + parts[0] + " must be a public class");
        }
        @SuppressWarnings("unchecked") // Of its types nothing is known at run time.
        Task<Object, Object> task = (Task<Object, Object>) instance(type, parameters(workload, parts));
        return task;
    }

    private static Class<?> find(String className, ClassLoader loader) {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException(
                    "workload " + className + " is neither one of " + Workload.BUILT_IN
                            + " nor a class that can be loaded (" + missing + "); add its jar with --classpath",
                    missing);
        }
    }

    private static Map<String, String> parameters(String workload, String[] parts) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : parts.length == 1 ? new String[0] : parts[1].split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            if (pair.length != 2 || pair[0].isEmpty()) {
                throw new IllegalArgumentException("workload " + workload
                        + ": after the question mark there must be name=value, with & between several");
            }
            parameters.put(pair[0], pair[1]);
        }
        return parameters;
    }

    private static Object instance(Class<?> type, Map<String, String> parameters) {
        Constructor<?> withParameters = constructor(type, Map.class);
        Constructor<?> plain = constructor(type);
        try {
            if (withParameters != null) {
                return withParameters.newInstance(parameters);
            }
            if (plain != null && parameters.isEmpty()) {
                return plain.newInstance();
            }
        } catch (InvocationTargetException failed) {
            throw new IllegalArgumentException(
                    "the constructor of workload " + type.getName() + " failed: " + failed.getCause(), failed);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException("workload " + type.getName() + " must not be abstract", wrong);
        }
        throw new IllegalArgumentException(
                plain == null
                        ? "workload " + type.getName()
                                + " needs a public constructor without arguments, or one with a Map<String, String>"
                        : "workload " + type.getName() + " takes no parameters: it has no public constructor with a"
                                + " Map<String, String>");
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... arguments) {
        try {
            return type.getConstructor(arguments);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
