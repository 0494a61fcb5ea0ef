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
    @SuppressWarnings("unchecked") // what the task returns is what its type says
    public void ended(int index, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.RETURNED) {
            future.succeed((R) outcome.value());
        } else {
            future.fail(Failures.of(outcome, "the task"));
        }
    }
}
