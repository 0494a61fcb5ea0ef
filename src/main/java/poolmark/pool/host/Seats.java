// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.host.process.Adoption;
import poolmark.pool.host.process.WorkerProcess;

/**
 * The n seats of a pool: who has each, who was started to follow, and how often a start has failed. Guarded by the
 * dispatcher's lock.
 */
final class Seats {

    /** A worker that fails to start by itself is tried three times in a row ... */
    private static final int FAILURE_WEIGHT = 10;
    /** ... one that is killed from outside says little about the next: thirty times. */
    private static final int KILLED_WEIGHT = 1;

    private static final int MAX_WEIGHT = 30;

    private final Settings settings;
    private final Dispatcher dispatcher;
    private final Worker[] current;
    private final Worker[] successors;
    private final Set<Worker> living = new LinkedHashSet<>();
    private int failureWeight;
    private Exit firstFailure;
    private Error refusal;

    Seats(Settings settings, Dispatcher dispatcher) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.current = new Worker[settings.processes()];
        this.successors = new Worker[settings.processes()];
    }

    void fillAll() {
        for (int seat = 0; seat < current.length; seat++) {
            current[seat] = start(seat);
        }
    }

    /** Everybody whose end has not been told, leaving or not. */
    Set<Worker> all() {
        return living;
    }

    List<Worker> current() {
        List<Worker> seated = new ArrayList<>();
        for (Worker worker : current) {
            if (worker != null) {
                seated.add(worker);
            }
        }
        return seated;
    }

    boolean isCurrent(Worker worker) {
        return current[worker.seat()] == worker;
    }

    /** Starts the one who follows, unless somebody is on the way. Where that fails there is time to try again. */
    void prepareSuccessor(Worker worker) {
        if (successors[worker.seat()] == null) {
            successors[worker.seat()] = start(worker.seat());
            refusal = null;
        }
    }

    /**
     * A worker leaves its seat, or gives up its claim to one.
     *
     * @param needed whether somebody has to follow
     * @return who has the seat now; null where nobody has, or where the worker had none
     */
    Worker vacate(Worker worker, boolean needed) {
        int seat = worker.seat();
        if (successors[seat] == worker) {
            successors[seat] = null;
            return null;
        }
        if (current[seat] != worker) {
            return null;
        }
        current[seat] = successors[seat];
        successors[seat] = null;
        if (current[seat] == null && needed) {
            current[seat] = start(seat);
        }
        return current[seat];
    }

    void remove(Worker worker) {
        living.remove(worker);
    }

    /** Counts a worker that ended before it was ready; true where it is time to give up. */
    boolean countFailedStart(Exit exit) {
        if (failureWeight == 0) {
            firstFailure = exit;
        }
        failureWeight += exit.isKilled() ? KILLED_WEIGHT : FAILURE_WEIGHT;
        return failureWeight >= MAX_WEIGHT;
    }

    Exit firstFailure() {
        return firstFailure;
    }

    /** A worker is ready: what went wrong before it was not for good. */
    void forgetFailures() {
        failureWeight = 0;
    }

    /** Why there is nobody on a seat that needs somebody; null where all is well. */
    Error refusal() {
        return refusal;
    }

    /** Starts a worker for a seat; null where this JVM gets no more threads. */
    private Worker start(int seat) {
        try {
            return start(seat, settings.names().get());
        } catch (OutOfMemoryError e) {
            refusal = e;
            return null;
        }
    }

    private Worker start(int seat, String name) {
        while (true) {
            WorkerProcess process = settings.source().take(settings.launch());
            Worker worker = new Worker(process, settings.source(), dispatcher, seat);
            if (process.adopt(new Adoption(name, worker, settings.measuresCpu(), settings.initializer(), null))) {
                settings.source().served(settings.launch());
                living.add(worker);
                worker.expectReady(settings.startTimeoutNanos());
                return worker;
            }
        }
    }
}
