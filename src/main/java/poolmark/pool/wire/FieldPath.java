// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the way from an object to the part of it that is not serialisable, for the message of the exception; the JDK names
 * the class alone. Searches breadth first, so that the shortest path is found, and gives up after a bounded number of
 * objects.
 */
final class FieldPath {

    /** Keeps a hopeless search in a large graph to a few milliseconds. */
    private static final int MAX_OBJECTS = 20_000;

    private final String wanted;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> open = new ArrayDeque<>();

    private FieldPath(String wanted) {
        this.wanted = wanted;
    }

    private record Step(Object object, String path) {}

    /** A sentence that names the class in the way and, where it is found, the path to it. */
    static String describe(Object root, String className) {
        String path = new FieldPath(className).find(root);
        if (path == null) {
            return "class " + className + " is not serialisable";
        }
        return "class " + className + " is not serialisable (at " + path + ")";
    }

    private String find(Object root) {
        if (root.getClass().getName().equals(wanted)) {
            return null;
        }
        push(root, root.getClass().getSimpleName());
        while (!open.isEmpty() && seen.size() < MAX_OBJECTS) {
            Step step = open.remove();
            if (step.object().getClass().getName().equals(wanted)) {
                return step.path();
            }
            expand(step);
        }
        return null;
    }

    private void push(Object object, String path) {
        if (object != null && !Codec.isConstant(object) && seen.add(object)) {
            open.add(new Step(object, path));
        }
    }

    private void expand(Step step) {
        Object object = step.object();
        if (object instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                push(array[i], step.path() + "[" + i + "]");
            }
        } else if (object instanceof Collection<?> collection) {
            int i = 0;
            for (Object element : collection) {
                push(element, step.path() + "[" + i++ + "]");
            }
        } else if (object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                push(entry.getKey(), step.path() + ".key");
                push(entry.getValue(), step.path() + "[" + entry.getKey() + "]");
            }
        } else if (!object.getClass().isArray()) {
            expandFields(step);
        }
    }

    private void expandFields(Step step) {
        for (Class<?> c = step.object().getClass(); c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                        && !field.getType().isPrimitive()) {
                    push(valueOf(field, step.object()), step.path() + "." + field.getName());
                }
            }
        }
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null; // a class of the JDK that hides its fields: the path cannot lead through it
        }
    }
}
