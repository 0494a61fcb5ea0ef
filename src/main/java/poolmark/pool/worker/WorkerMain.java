// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.util.Arrays;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.Handshake;
import poolmark.pool.wire.Identity;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.RunRequest;
import poolmark.pool.wire.ShareRequest;
import poolmark.pool.wire.StartOptions;

/**
 * Main class of a worker process. Takes frames from its parent one after the other, until it is told to end or the parent
 * is gone.
 */
public final class WorkerMain {

    /** Exit code of a worker that cannot go on; the JVM's own for an exhausted heap is the same. */
    private static final int EXIT_BROKEN = 3;

    private static final String AHEAD = "ahead";

    private final Inbox inbox;
    private final FrameWriter out;
    private final AnswerOutput answers;
    private final StandardStreams streams;
    private final Codec codec;
    private final FunctionTable functions;
    private TaskRunner runner;

    private WorkerMain(StandardStreams streams) {
        this.streams = streams;
        this.inbox = new Inbox(new FrameReader(streams.in()));
        this.out = new FrameWriter(streams.out());
        this.answers = new AnswerOutput(out);
        this.codec = Codec.ofWorker(new ObjectBytes(WorkerMain.class.getClassLoader(), null), new Revivals());
        this.functions = new FunctionTable(codec);
    }

    /**
     * Started by the parent. The arguments say where its pipes are ({@link StandardStreams#open}); {@value #AHEAD}, that nobody
     * needs it yet, with the names of functions that will be called.
     */
    public static void main(String[] arguments) throws IOException {
        TerminalInterrupt.leaveToParent();
        int ahead = Arrays.asList(arguments).indexOf(AHEAD);
        StandardStreams streams = StandardStreams.open(ahead < 0 ? arguments : Arrays.copyOf(arguments, ahead));
        WorkerMain worker = new WorkerMain(streams);
        Handshake.send(streams.out());
        streams.capturePrints(worker.out);
        worker.inbox.startGuard();
        try {
            if (ahead >= 0) {
                WarmUp.run(streams, Arrays.copyOfRange(arguments, ahead + 1, arguments.length));
            }
            worker.serve();
        } catch (Throwable e) {
            StandardStreams.printLastWords(e);
            // not System.exit: its hooks are user code, and what led here may be an exhausted heap or a parent that is
            // gone
            Descendants.endThemAndHalt(EXIT_BROKEN);
        }
    }

    private void serve() throws IOException {
        while (serveNext()) {
            // a frame is one call's own, so that an argument is not kept while the next is waited for
        }
    }

    private boolean serveNext() throws IOException {
        Frame frame = inbox.next();
        switch (frame.kind()) {
            case START -> start(StartOptions.read(frame.payload()));
            case DEFINE -> functions.define(frame.payload());
            case RUN -> run(RunRequest.read(frame.source()));
            case EXIT -> exit(frame);
            case SHARE -> new Sharing(ShareRequest.read(frame.payload()), inbox, out, answers, streams.out()).start();
            default -> throw new IOException("a worker was sent " + frame.kind());
        }
        return frame.kind() != Frame.Kind.EXIT;
    }

    /**
     * Ends this process. A task process says by its exit code whether its task failed, as Python's does. Where nothing is in
     * the way the main method just returns, as System.exit costs ten milliseconds from JDK 21 on, for its logger.
     */
    private void exit(Frame exit) {
        inbox.end(); // hooks of tasks must not outlive the parent either
        boolean tellsFailure = exit.payload().length > 0;
        if (tellsFailure && runner != null && runner.hasFailed()) {
            System.exit(1);
        } else if (isHeldByThreads()) {
            System.exit(0);
        }
    }

    /** Whether a task has left a thread that would keep the JVM from ending. */
    private static boolean isHeldByThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 16];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
                return true;
            }
        }
        return false;
    }

    private void start(StartOptions options) throws IOException {
        TerminalInterrupt.letEarlierOneEnd();
        Identity.become(options.name(), options.pid());
        runner = new TaskRunner(functions, codec, answers, streams, options.measuresCpu() ? new CpuMeter() : null);
        Throwable thrown = options.initializer() == null ? null : initialize(options.initializer());
        if (thrown == null && options.tellsReady()) {
            out.send(Frame.Kind.READY);
        } else if (thrown != null) {
            ByteSink sink = new ByteSink();
            int start = Frame.begin(sink, Frame.Kind.NOT_READY);
            Failure.of(Failure.Kind.THREW, thrown, codec).writeTo(sink);
            Frame.end(sink, start);
            out.send(sink);
        }
    }

    private Throwable initialize(byte[] encoded) throws IOException {
        inbox.busy();
        try {
            functions.load(encoded).call(Invocable.NO_ARGUMENT);
            return null;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            return e;
        } finally {
            streams.flushPrints();
            inbox.idle();
        }
    }

    private void run(RunRequest request) throws IOException {
        inbox.busy();
        runner.run(request);
        inbox.idle();
    }
}
