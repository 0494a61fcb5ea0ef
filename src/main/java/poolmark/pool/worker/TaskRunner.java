// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.ByteSource;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.RunRequest;
import poolmark.pool.wire.UntransferableException;

/**
 * Makes the calls of a request and answers each before the next begins: were answers held back, a crash would take along
 * the results of tasks that were done.
 */
final class TaskRunner {

    /** A sink that held more than this is left to the collector. */
    private static final int MAX_KEPT_BYTES = 1 << 16;

    private final FunctionTable functions;
    private final Codec codec;
    private final AnswerOutput out;
    private final StandardStreams streams;
    private final CpuMeter cpu;
    private ByteSink answer = new ByteSink();
    private boolean failed;

    /** {@code cpu} is null where no CPU time is wanted. */
    TaskRunner(FunctionTable functions, Codec codec, AnswerOutput out, StandardStreams streams, CpuMeter cpu) {
        this.functions = functions;
        this.codec = codec;
        this.out = out;
        this.streams = streams;
        this.cpu = cpu;
    }

    void run(RunRequest request) throws IOException {
        // before any user code, the decoding of arguments included: from here on a crash is the task's
        out.send(Frame.Kind.STARTED);
        Invocable function = null;
        UntransferableException unreadable = null;
        try {
            function = functions.find(request.functionId());
        } catch (UntransferableException e) {
            unreadable = e;
        }
        boolean withArguments = request.arguments().remaining() > 0;
        for (int i = 0; i < request.count(); i++) {
            if (function == null) {
                answerFailure(-1, Failure.Kind.TASK_UNREADABLE, unreadable);
            } else {
                runOne(function, withArguments ? request.arguments() : null, i == request.count() - 1);
            }
        }
    }

    /** Whether any task has not given a result. */
    boolean hasFailed() {
        return failed;
    }

    private void runOne(Invocable function, ByteSource arguments, boolean last) throws IOException {
        Object argument = Invocable.NO_ARGUMENT;
        if (arguments != null) {
            try {
                argument = codec.read(arguments);
            } catch (UntransferableException e) {
                answerFailure(-1, Failure.Kind.ARGUMENT_UNREADABLE, e);
                return;
            }
        }
        long cpuBefore = cpu == null ? 0 : cpu.nanos();
        Object result = null;
        Throwable thrown = null;
        try {
            result = function.call(argument);
        } catch (OutOfMemoryError e) {
            throw e; // a heap that ran full once cannot be trusted with the next task: this process ends
        } catch (Throwable e) {
            thrown = e;
        }
        long cpuNanos = cpu == null ? -1 : cpu.nanos() - cpuBefore;
        Thread.interrupted(); // a flag that the task left set is not the next one's business
        streams.flushPrints();
        if (thrown != null) {
            UserFrames.keepOnly(thrown);
            answerFailure(cpuNanos, Failure.Kind.THREW, thrown);
        } else {
            answerResult(cpuNanos, result, last);
        }
    }

    private void answerResult(long cpuNanos, Object result, boolean last) throws IOException {
        if (Codec.isLargeBytes(result)) {
            answerBytes(cpuNanos, (byte[]) result);
            return;
        }
        if (cpuNanos < 0 && !last && result instanceof Integer number && answerInteger(number)) {
            return;
        }
        ByteSink sink = answer;
        sink.truncate(0);
        int start;
        try {
            start = Answer.writeResult(sink, cpuNanos, codec, result);
        } catch (UntransferableException e) {
            answerFailure(cpuNanos, Failure.Kind.RESULT_UNWRITABLE, e);
            return;
        }
        if (last) {
            out.sendLast(sink.array(), start, sink.size());
        } else {
            out.send(sink.array(), start, sink.size());
        }
        if (sink.size() > MAX_KEPT_BYTES) {
            answer = new ByteSink();
        }
    }

    /** The shortest way, for what may come by the million; false where it cannot be gone just now, or not yet. */
    private boolean answerInteger(int result) throws IOException {
        return out.trySend(Answer.briefInteger(result), Frame.BRIEF_INTEGER_BYTES);
    }

    /** Without a copy: the next task, which may change the array, does not begin before it was sent. */
    private void answerBytes(long cpuNanos, byte[] result) throws IOException {
        ByteSink head = new ByteSink();
        Answer.writeHeadOfBytes(head, cpuNanos, result.length);
        out.send(head, result);
    }

    private void answerFailure(long cpuNanos, Failure.Kind kind, Throwable thrown) throws IOException {
        failed = true;
        ByteSink sink = new ByteSink();
        Answer.writeFailure(sink, cpuNanos, Failure.of(kind, thrown, codec));
        out.send(sink);
    }
}
