// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.function.Consumer;
import poolmark.pool.host.thread.Clockwork;

/**
 * How long a task may run, and where that is limited, how long its worker may take to begin with it. A check is planned for the
 * time of the limit and looks again; tasks that end in time plan nothing more. Guarded by the dispatcher's lock.
 */
final class TimeLimits {

    private final long taskNanos;
    private final Consumer<Consumer<Consequences>> changes;

    /**
     * The limits of one pool.
     *
     * @param taskNanos how long a task may run; 0 for ever
     * @param changes makes a change under the lock
     */
    TimeLimits(long taskNanos, Consumer<Consumer<Consequences>> changes) {
        this.taskNanos = taskNanos;
        this.changes = changes;
    }

    /** A worker has begun with a task. */
    void taskBegan(Worker worker) {
        if (taskNanos > 0 && worker.deadline == null) {
            checkTaskAfter(worker, taskNanos);
        }
    }

    /** A worker was handed a task and has to begin with it within that time. */
    void expectStart(Worker worker, long nanos) {
        worker.startDueNanos = System.nanoTime() + nanos;
        if (worker.startCheck == null) {
            checkStartAfter(worker, nanos);
        }
    }

    private void checkTaskAfter(Worker worker, long nanos) {
        worker.deadline = Clockwork.after(nanos, () -> changes.accept(then -> checkTask(worker, then)));
    }

    private void checkTask(Worker worker, Consequences then) {
        worker.deadline = null;
        if (worker.current == null || worker.leaving) {
            return;
        }
        long left = taskNanos - (System.nanoTime() - worker.taskStartedNanos);
        if (left > 0) {
            checkTaskAfter(worker, left);
        } else {
            worker.fate = Outcome.Kind.TIMED_OUT;
            then.lookAndKill(worker);
        }
    }

    private void checkStartAfter(Worker worker, long nanos) {
        worker.startCheck = Clockwork.after(nanos, () -> changes.accept(then -> checkStart(worker, then)));
    }

    private void checkStart(Worker worker, Consequences then) {
        worker.startCheck = null;
        if (worker.sent.isEmpty() || worker.current != null || worker.leaving) {
            return;
        }
        long left = worker.startDueNanos - System.nanoTime();
        if (left > 0) {
            checkStartAfter(worker, left);
        } else {
            then.kill(worker); // stopped, perhaps: what it has not begun runs elsewhere
        }
    }
}
