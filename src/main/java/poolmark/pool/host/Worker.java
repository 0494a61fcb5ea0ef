// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.RunRequest;

/**
 * A worker of a pool: its process, and what the dispatcher keeps in mind of it. All fields are guarded by the dispatcher's
 * lock, but for the known functions, which belong to whoever is handing over.
 */
public final class Worker implements Adoption.Owner, Identified {

    private final WorkerProcess process;
    private final Dispatcher dispatcher;
    private final int seat;
    private final FunctionTable.Entry[] known = new FunctionTable.Entry[FunctionTable.SIZE];

    /** The chunk it was sent and has not finished. */
    Chunk running;
    /** Whether it has begun with the first task of it. */
    boolean started;
    /** When it began with the task it is at. */
    long taskStartedNanos;
    /** Whether its initializer is done. */
    boolean ready;
    /** Whether it was told to end, or is being killed: it gets no more work. */
    boolean leaving;
    /** What becomes of its running task when it ends. */
    Outcome.Kind fate = Outcome.Kind.CRASHED;
    /** The check of the running task's time limit that is on its way, or null. */
    ScheduledFuture<?> deadline;
    /** By when it has to begin with what it was handed, where tasks have a time limit. */
    long startDueNanos;
    /** The check of that which is on its way, or null. */
    ScheduledFuture<?> startCheck;
    /** How many tasks it has been handed since its start. */
    long tasksHanded;

    private volatile long tasksCompleted;

    Worker(WorkerProcess process, Dispatcher dispatcher, int seat) {
        this.process = process;
        this.dispatcher = dispatcher;
        this.seat = seat;
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** How many tasks it has answered. */
    public long tasksCompleted() {
        return tasksCompleted;
    }

    WorkerProcess process() {
        return process;
    }

    int seat() {
        return seat;
    }

    /** It was handed a chunk and has to begin within that time. */
    void expectStart(long nanos) {
        startDueNanos = System.nanoTime() + nanos;
        dispatcher.watchStart(this, nanos);
    }

    /** Nothing is to be checked any more: what is planned would keep this worker, and a thread, for as long. */
    void cancelChecks() {
        for (ScheduledFuture<?> check : Arrays.asList(deadline, startCheck)) {
            if (check != null) {
                check.cancel(false);
            }
        }
    }

    void completeOne() {
        tasksCompleted++; // by its own thread alone
    }

    /** Sends a chunk. Where that fails, the chunk is found with this worker when its end is told, and goes to another. */
    void send(Chunk chunk) {
        try {
            process.send(frames(chunk), chunk.arguments(), chunk.argumentsFrom(), chunk.argumentsTo());
        } catch (IOException e) {
            // it is dying
        } catch (RuntimeException | Error e) {
            process.giveUp(e); // half a frame may be on its way, and nobody would send the rest
        }
    }

    /** What goes before the arguments: the function, where this worker does not know it, and the head of the request. */
    private ByteSink frames(Chunk chunk) {
        FunctionTable.Entry function = chunk.function();
        ByteSink frames = new ByteSink();
        if (known[function.id()] != function) {
            RunRequest.writeDefinition(frames, function.id(), function.encoded());
            known[function.id()] = function;
        }
        chunk.writeHeadTo(frames);
        return frames;
    }

    @Override
    public void ready() throws IOException {
        dispatcher.workerReady(this);
    }

    @Override
    public void notReady(Failure failure) {
        dispatcher.workerNotReady(this, failure);
    }

    @Override
    public void started() {
        dispatcher.taskStarted(this);
    }

    @Override
    public void answered(Frame frame) throws IOException {
        dispatcher.taskAnswered(this, frame);
    }

    @Override
    public void printed(boolean error, String line) {
        dispatcher.observer().printed(this, error, line);
    }

    @Override
    public void ended(Exit exit) {
        dispatcher.workerEnded(this, exit);
    }
}
