// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import poolmark.pool.Task;

/** A workload that somebody brings along: a class with a public constructor without arguments that is a {@link Task}. */
public final class UserTask {

    private UserTask() {}

    /**
     * Makes an instance.
     *
     * @param className full name of the class
     * @param loader where to look for it
     * @return the task
     * @throws IllegalArgumentException when there is no such class or it is not as it must be; the message says what to do
     */
    public static Task<Integer, Integer> load(String className, ClassLoader loader) {
        Class<?> type = find(className, loader);
        if (!Task.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "workload " + className + " does not implement poolmark.pool.Task<Integer, Integer>");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("workload " + className + " must be a public class");
        }
        @SuppressWarnings(
                "unchecked") // What it takes and gives shows when it runs, which is before anything is measured.
        Task<Integer, Integer> task = (Task<Integer, Integer>) instance(type);
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

    private static Object instance(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException failed) {
            throw new IllegalArgumentException(
                    "the constructor of workload " + type.getName() + " failed: " + failed.getCause(), failed);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException(
                    "workload " + type.getName() + " needs a public constructor without arguments", wrong);
        }
    }
}
