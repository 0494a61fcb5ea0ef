// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.host.evidence.TaskCpu;
import poolmark.pool.host.line.Lines;
import poolmark.pool.host.line.Request;
import poolmark.pool.host.line.RequestLine;
import poolmark.pool.host.process.Adoption;
import poolmark.pool.host.process.WorkerProcess;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.host.thread.Clockwork;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.RunRequest;

/**
 * A worker of a pool: its process, and what the dispatcher keeps in mind of it. All fields are guarded by the dispatcher's
 * lock, but for {@link #current}, which belongs to whoever reads its answers, and the known functions, which belong to whoever
 * is handing over.
 */
public final class Worker implements Adoption.Owner, Identified {

    /** More is not written under the lock. */
    private static final int MAX_OFFERED_BYTES = 1 << 13;

    /** Whoever gets this many chunks will get more: worth its two megabytes and the milliseconds of sharing memory. */
    private static final int CHUNKS_BEFORE_SHARING = 3;

    /** It will be busy with so many tasks for some microseconds at least. */
    private static final int MANY_TASKS = 256;

    /** Room for the two frames round a chunk's arguments. */
    private static final int FRAME_BYTES = 64;

    private final WorkerProcess process;
    private final WorkerSource source;
    private final Dispatcher dispatcher;
    private final int seat;
    private final FunctionTable.Entry[] known = new FunctionTable.Entry[FunctionTable.SIZE];

    /** The chunks it was sent and has not finished, in order: the one it is at, and those it was offered ahead. */
    final Deque<Chunk> sent = new ArrayDeque<>();
    /** How many it should be offered, the one it is at included. */
    final Stock stock = new Stock();
    /** The chunk it has begun with; null where it has not said so. */
    Chunk current;
    /** When it began with the task it is at. */
    volatile long taskStartedNanos;
    /** Whether a chunk is being sent to it, as its only one, which may take long: nothing can be offered behind it yet. */
    boolean receiving;
    /** What is on its way to it, or null: nothing can be offered behind that yet, and nothing taken back. */
    Shipment underway;
    /** What has to wait until that has arrived. */
    private List<Consumer<Consequences>> postponed = List.of();
    /** Whether its initializer is done. */
    boolean ready;
    /** Whether it was told to end, or is being killed: it gets no more work. */
    boolean leaving;
    /** Whether it is a value that is being rebuilt that holds up whoever reads its answers. */
    boolean isRebuilding;
    /** Whether it is whoever takes its output. */
    boolean isPrinting;
    /** Whether its end has been told. */
    boolean hasEnded;
    /** What becomes of its running task when it ends. */
    Outcome.Kind fate = Outcome.Kind.CRASHED;
    /** The check of the running task's time limit that is on its way, or null. */
    ScheduledFuture<?> deadline;
    /** By when it has to begin with what it was handed, where tasks have a time limit. */
    long startDueNanos;
    /** The check of that which is on its way, or null. */
    ScheduledFuture<?> startCheck;
    /** The check whether it is ready in time, or null. */
    private ScheduledFuture<?> readyCheck;
    /** How many tasks it has been handed since its start. */
    long tasksHanded;

    private int chunksSent;
    private final AtomicLong tasksCompleted = new AtomicLong();
    private final TaskCpu cpu;

    Worker(WorkerProcess process, WorkerSource source, Dispatcher dispatcher, int seat) {
        this.source = source;
        this.process = process;
        this.dispatcher = dispatcher;
        this.seat = seat;
        this.cpu = new TaskCpu(process::cpuNanos);
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
        return tasksCompleted.get();
    }

    WorkerProcess process() {
        return process;
    }

    int seat() {
        return seat;
    }

    /** It was started and has to be ready within that time. */
    void expectReady(long nanos) {
        readyCheck = Clockwork.after(nanos, () -> dispatcher.startIsOver(this));
    }

    /** Its initializer is done. */
    void becomeReady() {
        ready = true;
        cancel(readyCheck); // it may have hours to go, and would keep a thread for as long
    }

    /** It was handed a chunk and has to begin within that time. */
    void expectStart(long nanos) {
        dispatcher.limits().expectStart(this, nanos);
    }

    /** Nothing is to be checked any more: what is planned would keep this worker, and a thread, for as long. */
    void cancelChecks() {
        Arrays.asList(deadline, startCheck, readyCheck).forEach(Worker::cancel);
    }

    private static void cancel(ScheduledFuture<?> check) {
        if (check != null) {
            check.cancel(false);
        }
    }

    TaskCpu cpu() {
        return cpu;
    }

    /** It begins with a task now. */
    void beginTask(long nanos) {
        if (taskStartedNanos != nanos) { // else it is one of many whose answers were read together
            taskStartedNanos = nanos;
            cpu.begin(nanos);
        }
    }

    void complete(int tasks) {
        tasksCompleted.lazySet(tasksCompleted.get() + tasks); // by whoever reads its answers alone
    }

    /** Whether it was sent something of a call and has not finished it. */
    boolean has(Call call) {
        return sent.stream().anyMatch(chunk -> chunk.call() == call);
    }

    /** Whether it is to be given its chunk outside of the lock: it has no shared memory, or the chunk is large. */
    boolean mustBeSent(Chunk chunk) {
        return !process.lines().requests().isShared() || chunk.argumentBytes() > MAX_OFFERED_BYTES;
    }

    /** Whether a chunk may be handed ahead of need under the lock: it is small, and has done no harm yet. */
    static boolean mayBeOfferedUnderLock(Chunk chunk) {
        return !chunk.isSuspect() && chunk.argumentBytes() <= MAX_OFFERED_BYTES;
    }

    /** Whether sending it a chunk may take as long as it does not read. */
    boolean mayHoldUp(Chunk chunk) {
        return process.lines().requests().mayBlock(requestBytes(chunk));
    }

    private static int requestBytes(Chunk chunk) {
        return FRAME_BYTES + chunk.function().encoded().length + chunk.argumentBytes();
    }

    /** Whether user code holds up whoever would tell of its end. */
    boolean isReaderHeldUp() {
        return isRebuilding || isPrinting;
    }

    /** It is being killed while user code holds up whoever would tell of its end. */
    void writeOffWhenGone() {
        process.whenExited(() -> dispatcher.writeOff(this));
    }

    /** Whether a chunk could be offered to it now, behind what it has been sent. */
    boolean mayBeOffered(Chunk chunk) {
        return hasRoom(0) && mayBeOfferedUnderLock(chunk) && !mustBeSent(chunk);
    }

    /** The same of a chunk that is too large to be written under the lock. */
    boolean mayBeShipped(Chunk chunk) {
        return !chunk.isSuspect()
                && !mayBeOfferedUnderLock(chunk)
                && hasRoom(chunk.argumentBytes())
                && process.lines().requests().isShared() // first: nobody has the line's lock for long from then on
                && process.lines().requests().hasRoom(requestBytes(chunk));
    }

    /** Whether it should have one more, of so many bytes. */
    private boolean hasRoom(int bytes) {
        return !leaving
                && !receiving
                && underway == null
                && !isReaderHeldUp()
                && !sent.isEmpty()
                && sent.size() < stock.target(bytes);
    }

    /** A change that must wait for what is underway: as long as whoever writes it takes, who never waits. */
    void postpone(Consumer<Consequences> change) {
        if (postponed.isEmpty()) {
            postponed = new ArrayList<>(1);
        }
        postponed.add(change);
    }

    /** Makes the changes that were postponed, with consequences for whoever comes by with what they waited for. */
    void catchUp(Consequences then) {
        List<Consumer<Consequences>> due = postponed;
        postponed = List.of();
        due.forEach(change -> change.accept(then));
    }

    /**
     * Offers a chunk without waiting; false where there is no room. Under the dispatcher's lock, so that the order is kept, unless it
     * is {@link #underway}.
     *
     * @param before how many it had been sent before
     */
    boolean offer(Chunk chunk, int before) {
        int id = chunk.function().id();
        FunctionTable.Entry knownBefore = known[id];
        long position = RequestLine.NOT_OFFERED;
        try {
            position = process.lines().offer(request(chunk), before);
        } finally {
            if (position == RequestLine.NOT_OFFERED) {
                known[id] = knownBefore;
            }
        }
        chunk.offeredAt(position, knownBefore != chunk.function());
        return position != RequestLine.NOT_OFFERED;
    }

    /** Takes back the chunks that were offered to it and that it has not taken, in their order. */
    List<Chunk> takeBack() {
        boolean isKnown = !receiving && underway == null; // who has what
        int count = sent.size() < 2 || !isKnown ? 0 : process.lines().revoke(sent.size());
        List<Chunk> back = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Chunk chunk = sent.removeLast();
            back.add(0, chunk);
            if (chunk.definesFunction()) {
                known[chunk.function().id()] = null;
            }
        }
        if (!back.isEmpty()) {
            process.lines().requests().rewind(back.get(0).position());
        }
        return back;
    }

    /**
     * Sends a chunk. Blocks while a large one is read. Where it fails, the chunk is found with this worker when its end is
     * told, and goes to another.
     */
    void send(Chunk chunk) {
        try {
            process.lines().send(request(chunk));
        } catch (IOException e) {
            // it is dying
        } catch (RuntimeException | Error e) {
            process.giveUp(e); // half a frame may be on its way, and nobody would send the rest
        }
        Lines lines = process.lines();
        boolean pays = ++chunksSent >= CHUNKS_BEFORE_SHARING || chunk.argumentBytes() > MAX_OFFERED_BYTES;
        if (pays && !lines.isShareBegun()) {
            Clockwork.later(lines::share); // takes milliseconds, and more the first time
        }
    }

    /** The request to run a chunk, with the function before it where this worker does not know that. */
    private Request request(Chunk chunk) {
        FunctionTable.Entry function = chunk.function();
        ByteSink frames = new ByteSink(FRAME_BYTES);
        if (known[function.id()] != function) {
            RunRequest.writeDefinition(frames, function.id(), function.encoded());
            known[function.id()] = function;
            process.isWantedFor(function.encoded(), source);
        }
        return chunk.request(frames);
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
    public void started() throws IOException {
        dispatcher.taskStarted(this);
    }

    @Override
    public void answered(Frame frame) throws IOException {
        dispatcher.taskAnswered(this, frame);
    }

    @Override
    public int answeredBriefly(FrameReader frames) throws IOException {
        return dispatcher.tasksAnswered(this, frames);
    }

    @Override
    public boolean expectsMore() {
        Chunk chunk = current;
        return chunk != null && chunk.remaining() > MANY_TASKS;
    }

    @Override
    public void printed(boolean error, String line) {
        dispatcher.printed(this, error, line);
    }

    @Override
    public void printedPast(String line) {
        dispatcher.printedPast(this, line);
    }

    @Override
    public void ended(Exit exit) {
        dispatcher.workerEnded(this, exit);
    }
}
