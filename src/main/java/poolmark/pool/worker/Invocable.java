// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.util.concurrent.Callable;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;
import poolmark.pool.wire.UntransferableException;

/** A function, ready to be called. */
final class Invocable {

    /** In place of an argument, for a function that has none; null is an argument. */
    static final Object NO_ARGUMENT = new Object();

    private final Object object;

    Invocable(Object object) throws UntransferableException {
        this.object = object;
        if (!isKnown(object)) {
            throw new UntransferableException(object + " is nothing that can be run", null);
        }
    }

    private static boolean isKnown(Object object) {
        return object instanceof Task
                || object instanceof Job
                || object instanceof Action
                || object instanceof Callable
                || object instanceof Runnable;
    }

    Object call(Object argument) throws Exception {
        if (object instanceof Task<?, ?> task) {
            return apply(task, argument);
        } else if (object instanceof Job<?> job) {
            return job.call();
        } else if (object instanceof Callable<?> callable) {
            return callable.call();
        } else if (object instanceof Action action) {
            action.run();
        } else {
            ((Runnable) object).run();
        }
        return null;
    }

    @SuppressWarnings("unchecked") // the caller's own compiler has checked that task and argument belong together
    private static <T> Object apply(Task<T, ?> task, Object argument) throws Exception {
        return task.apply((T) argument);
    }
}
