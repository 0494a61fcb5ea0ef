// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import poolmark.pool.host.thread.Clockwork;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.Frame;

/**
 * Answers that the code of users rebuilds in this process ({@code readObject}), for whose end nobody can vouch. While it holds
 * up whoever reads the worker's answers, the worker gets nothing more to do; where it has been offered something already, that
 * must not wait, and the user code runs elsewhere. Where the pool or the worker is ended meanwhile, the task ends so, and what
 * is rebuilt after all is dropped.
 */
final class UserCode {

    private final Lock lock;
    private final Condition changed;
    private final Delivery delivery;
    /** Whose task has not ended. */
    private final Set<Rebuild> running = new LinkedHashSet<>();

    /** One answer on its way; equal to itself alone. */
    private static final class Rebuild {
        private final Call call;
        private final int index;
        private final Observer.TaskTimes times;
        private final Worker worker;
        private boolean isElsewhere;
        private boolean isToldByUs;

        Rebuild(Call call, int index, Observer.TaskTimes times, Worker worker) {
            this.call = call;
            this.index = index;
            this.times = times;
            this.worker = worker;
        }
    }

    /** {@code changed} is signalled when an answer has arrived. */
    UserCode(Lock lock, Condition changed, Delivery delivery) {
        this.lock = lock;
        this.changed = changed;
        this.delivery = delivery;
    }

    /** Whether any answer may arrive still. Under the lock. */
    boolean isAnyRunning() {
        return !running.isEmpty();
    }

    /** Brings an answer to its call, on this thread or another. */
    void deliver(Call call, int index, Observer.TaskTimes times, Answer answer, Frame frame, Worker worker)
            throws IOException {
        Rebuild rebuild = begin(new Rebuild(call, index, times, worker));
        if (rebuild.isElsewhere) {
            Answer copy = Answer.read(new Frame(frame.kind(), frame.payload()));
            Clockwork.elsewhere(() -> runElsewhere(rebuild, copy));
        } else {
            run(rebuild, answer);
        }
    }

    private Rebuild begin(Rebuild rebuild) {
        Worker worker = rebuild.worker;
        boolean isBeingKilled;
        lock.lock();
        try {
            rebuild.isElsewhere = worker.sent.size() > 1;
            worker.isRebuilding = !rebuild.isElsewhere;
            isBeingKilled = worker.isRebuilding && worker.leaving;
            running.add(rebuild);
        } finally {
            lock.unlock();
        }
        if (isBeingKilled) {
            worker.writeOffWhenGone(); // whoever kills it could not know
        }
        return rebuild;
    }

    private void runElsewhere(Rebuild rebuild, Answer answer) {
        try {
            run(rebuild, answer);
        } catch (IOException e) {
            rebuild.worker.process().giveUp(e);
        }
    }

    private void run(Rebuild rebuild, Answer answer) throws IOException {
        try {
            Outcome outcome = delivery.outcome(answer, rebuild.worker);
            if (claim(rebuild)) {
                delivery.tell(rebuild.call, rebuild.index, rebuild.times, outcome);
            }
        } finally {
            end(rebuild);
        }
    }

    /** Whether its task has not ended otherwise; it does not from here on. */
    private boolean claim(Rebuild rebuild) {
        lock.lock();
        try {
            rebuild.isToldByUs = running.contains(rebuild);
            return rebuild.isToldByUs;
        } finally {
            lock.unlock();
        }
    }

    private void end(Rebuild rebuild) {
        lock.lock();
        try {
            running.remove(rebuild);
            if (!rebuild.isElsewhere) {
                rebuild.worker.isRebuilding = false;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The pool has ended, and with it all tasks whose answers are not there. Under the lock. */
    void endAll(Outcome by, Consequences then) {
        running.removeIf(rebuild -> {
            boolean hasEnded = !rebuild.isToldByUs;
            if (hasEnded) {
                boolean isClosed = by.kind() == Outcome.Kind.CLOSED;
                tell(rebuild, isClosed ? Outcome.ended(Outcome.Kind.CLOSED, rebuild.worker) : by, then);
            }
            return hasEnded;
        });
    }

    /** A worker has ended, whose answers wait for user code on the thread that reads them. Under the lock. */
    void endHeldUp(Worker worker, Outcome outcome, Consequences then) {
        running.removeIf(rebuild -> {
            boolean hasEnded = rebuild.worker == worker && !rebuild.isElsewhere && !rebuild.isToldByUs;
            if (hasEnded) {
                tell(rebuild, outcome, then);
            }
            return hasEnded;
        });
    }

    private static void tell(Rebuild rebuild, Outcome outcome, Consequences then) {
        then.end(rebuild.call, rebuild.index, rebuild.times, outcome);
    }
}
