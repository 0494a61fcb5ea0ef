// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import poolmark.pool.host.Call;
import poolmark.pool.host.Outcome;

/** A call of one task. */
final class SingleCall<R> implements Call {

    private final TaskFuture<R> future;

    SingleCall(TaskFuture<R> future) {
        this.future = future;
    }

    TaskFuture<R> future() {
        return future;
    }

    @Override
    public void ended(int index, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.RETURNED) {
            returned(index, outcome.value());
        } else {
            future.fail(Failures.of(outcome, "the task"));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // what the task returns is what its type says
    public void returned(int index, Object value) {
        future.succeed((R) value);
    }

    @Override
    public void counted(int tasks) {
        // its one task counts when it returns
    }
}
