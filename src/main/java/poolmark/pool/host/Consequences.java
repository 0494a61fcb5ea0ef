// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayList;
import java.util.List;
import poolmark.pool.host.evidence.TaskCpu;
import poolmark.pool.host.process.WorkerProcess;
import poolmark.pool.host.thread.Clockwork;

/**
 * What follows from a change of the dispatcher's state, gathered under its lock and carried out after it is released: pipes
 * block, and user code hangs on outcomes. Workers come first, since others wait for them.
 */
final class Consequences {

    private final Observer observer;
    private final List<Worker> toWake = new ArrayList<>(1);
    private final List<Runnable> toWorkers = new ArrayList<>(1);
    private final List<Runnable> toCallers = new ArrayList<>(1);
    private TaskCpu lastLook;
    private List<WorkerProcess> victims = List.of();

    Consequences(Observer observer) {
        this.observer = observer;
    }

    /** Where a worker that is stopped could hold it up, that must not be whoever made the change: he may want to go. */
    void send(Worker worker, Chunk chunk) {
        Runnable send = () -> worker.send(chunk);
        toWorkers.add(worker.mayHoldUp(chunk) ? () -> Clockwork.elsewhere(send) : send);
    }

    /** Wakes a worker to which something was offered. */
    void wake(Worker worker) {
        toWake.add(worker);
    }

    void retire(Worker worker) {
        worker.leaving = true;
        toWorkers.add(() -> worker.process().retire());
    }

    void kill(Worker worker) {
        worker.leaving = true;
        if (victims.isEmpty()) {
            victims = new ArrayList<>(); // seldom; most events kill nobody
        }
        victims.add(worker.process());
        if (worker.isReaderHeldUp()) {
            writeOffWhenGone(worker);
        }
    }

    /** User code may hold up whoever would tell of the end of a worker that is killed. */
    void writeOffWhenGone(Worker worker) {
        toWorkers.add(worker::writeOffWhenGone);
    }

    /** For one that is of no use, and was not asked to end. */
    void giveUp(Worker worker, String why) {
        toWorkers.add(() -> worker.process().giveUp(why));
    }

    /** For one whose task has run for too long: what it was doing is worth a last look. */
    void lookAndKill(Worker worker) {
        lastLook = worker.cpu();
        kill(worker);
    }

    private void killVictims() {
        if (lastLook != null) {
            lastLook.look(System.nanoTime());
        }
        WorkerProcess.killAll(victims);
    }

    /** All tasks that are left of a chunk that no worker is running end in the same way. */
    void endAll(Chunk chunk, Outcome outcome) {
        while (chunk.remaining() > 0) {
            endNext(chunk, outcome, 0);
        }
    }

    /** The next task of a chunk ends without an answer; {@code startedNanos} is 0 where it had not begun. */
    void endNext(Chunk chunk, Outcome outcome, long startedNanos) {
        int index = chunk.pass();
        long now = System.nanoTime();
        Observer.TaskTimes times = new Observer.TaskTimes(
                chunk.passedNumber(), chunk.queuedNanos(), startedNanos == 0 ? now : startedNanos, now, -1);
        end(chunk.call(), index, times, outcome);
    }

    /** A task ends without an answer; {@code times} may be null where nobody observes. */
    void end(Call call, int index, Observer.TaskTimes times, Outcome outcome) {
        toCallers.add(() -> {
            if (observer.hearsTasks()) {
                observer.taskEnded(times, outcome);
            }
            call.ended(index, outcome);
        });
    }

    /** Results of a chunk that were told count, as there will be no more of them. */
    void count(Chunk chunk) {
        int tasks = chunk.takeUncounted();
        toCallers.add(() -> chunk.call().counted(tasks));
    }

    void carryOut() {
        toWake.forEach(worker -> worker.process().lines().requests().wakeIfAsleep()); // first: sending may block
        if (!victims.isEmpty()) {
            killVictims();
        }
        toWorkers.forEach(Runnable::run);
        toCallers.forEach(Runnable::run);
    }
}
