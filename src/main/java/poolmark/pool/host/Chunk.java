// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import poolmark.pool.host.line.Request;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Loan;
import poolmark.pool.wire.RunRequest;

/**
 * Consecutive tasks of one call, encoded, that are handed over together. Guarded by the dispatcher's lock, but for the
 * bytes, which never change, and where it was offered, which is for whoever offers it until that is told.
 */
public final class Chunk {

    private static final byte[] NOTHING = {};
    private static final Arguments NONE = Arguments.ofEqualLength(NOTHING, 1, 0);

    private final Call call;
    private final FunctionTable.Entry function;
    private final byte[] head;
    private final Arguments arguments;
    private final int firstIndex;
    private final int to;
    private int next;
    private long firstNumber;
    private long queuedNanos;
    private int unstartedDeaths;
    private int crashes;
    private int uncounted;
    private long position;
    private boolean definesFunction;
    private volatile Worker worker;

    /**
     * Describes some tasks.
     *
     * @param call where the outcomes go
     * @param function what to run
     * @param firstIndex place of the first task in the call
     * @param arguments their arguments
     */
    public Chunk(Call call, FunctionTable.Entry function, int firstIndex, Arguments arguments) {
        this(call, function, firstIndex, NOTHING, arguments, 0, arguments.count());
    }

    private Chunk(
            Call call,
            FunctionTable.Entry function,
            int firstIndex,
            byte[] head,
            Arguments arguments,
            int from,
            int to) {
        this.call = call;
        this.function = function;
        this.firstIndex = firstIndex;
        this.head = head;
        this.arguments = arguments;
        this.next = from;
        this.to = to;
    }

    /**
     * One task, whose argument is in two parts.
     *
     * @param head how it begins
     * @param rest what follows
     */
    public static Chunk ofParts(Call call, FunctionTable.Entry function, byte[] head, Loan rest) {
        return new Chunk(call, function, 0, head, Arguments.of(rest), 0, 1);
    }

    /** One task without argument. */
    public static Chunk ofJob(Call call, FunctionTable.Entry function) {
        return ofRejected(call, function, 0);
    }

    /** One task whose argument could not be encoded, so that it will never be sent. */
    public static Chunk ofRejected(Call call, FunctionTable.Entry function, int index) {
        return new Chunk(call, function, index, NONE);
    }

    void enqueued(long number, long nanos) {
        firstNumber = number;
        queuedNanos = nanos;
    }

    Call call() {
        return call;
    }

    FunctionTable.Entry function() {
        return function;
    }

    /** It was offered to a worker through shared memory. */
    void offeredAt(long newPosition, boolean defines) {
        position = newPosition;
        definesFunction = defines;
    }

    /** Where in the worker's ring its request begins. */
    long position() {
        return position;
    }

    /** Whether its request brought the function along. */
    boolean definesFunction() {
        return definesFunction;
    }

    /** Who has it, or had it last; null before it was handed to anybody. */
    Worker worker() {
        return worker;
    }

    void handedTo(Worker newWorker) {
        worker = newWorker;
    }

    int remaining() {
        return to - next;
    }

    /** The next task has ended: its index in the call. */
    int pass() {
        return firstIndex + next++;
    }

    /** The index of the next task in the call. */
    int nextIndex() {
        return firstIndex + next;
    }

    /** So many tasks have ended. */
    void pass(int tasks) {
        next += tasks;
    }

    /** So many results were told and not counted. */
    void told(int results) {
        uncounted += results;
    }

    /** How many results were told and not counted yet; they count as counted now. */
    int takeUncounted() {
        int count = uncounted;
        uncounted = 0;
        return count;
    }

    /** Number of the task that {@link #pass} passed last. */
    long passedNumber() {
        return firstNumber + next - 1;
    }

    long queuedNanos() {
        return queuedNanos;
    }

    /** Counts a worker that died after it was sent this chunk and before it began with it. */
    int countUnstartedDeath() {
        return ++unstartedDeaths;
    }

    boolean isSuspect() {
        return unstartedDeaths > 0;
    }

    /** How often the first task of this chunk was begun and died with its worker. */
    int crashes() {
        return crashes;
    }

    /** The first task alone, to be run once more. */
    Chunk headAfterCrash() {
        Chunk head = head(1);
        head.crashes = crashes + 1;
        return head;
    }

    /** The first tasks of this chunk, as a chunk of their own. */
    Chunk head(int count) {
        return part(next, next + count);
    }

    /** The tasks after the first ones. */
    Chunk tail(int count) {
        return part(next + count, to);
    }

    private Chunk part(int from, int until) {
        Chunk part = new Chunk(call, function, firstIndex, head, arguments, from, until);
        part.enqueued(firstNumber, queuedNanos);
        part.unstartedDeaths = unstartedDeaths;
        part.crashes = from == next ? crashes : 0;
        return part;
    }

    /** The request to run it, behind what the sink holds. */
    Request request(ByteSink sink) {
        RunRequest.writeHead(sink, function.id(), remaining(), argumentBytes());
        sink.write(head, 0, head.length);
        return new Request(sink, arguments.bytes(), argumentsFrom(), argumentsTo(), loan());
    }

    int argumentBytes() {
        return head.length + argumentsTo() - argumentsFrom();
    }

    private Loan loan() {
        return arguments.loan();
    }

    /** Whether its caller has gone, and left nothing that could be sent. */
    boolean isTakenBack() {
        return loan() != null && loan().isOver();
    }

    private int argumentsFrom() {
        return arguments.begin(next);
    }

    private int argumentsTo() {
        return arguments.begin(to);
    }
}
