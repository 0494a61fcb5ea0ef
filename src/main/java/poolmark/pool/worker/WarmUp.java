// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.LambdaBody;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.RunRequest;
import poolmark.pool.wire.StartOptions;

/**
 * What a worker does that was started ahead of need, until it is needed: the way of a first task, over and over, with a
 * task that does nothing and answers that go nowhere, so that its classes are loaded and its code is compiled. It runs
 * no code but ours and the JDK's, and changes nothing that a task could see.
 */
final class WarmUp {

    /** Enough for the JVM to compile what is on the way quickly, too few for it to compile it thoroughly, which takes longer. */
    private static final int ROUNDS = 60;

    private static final int CALLS = 2;

    private WarmUp() {}

    /**
     * Returns early when the parent sends something.
     *
     * @param functions what others like this one were wanted for
     */
    static void run(StandardStreams streams, String... functions) throws IOException {
        for (int i = 0; i < functions.length && streams.in().available() == 0; i++) {
            LambdaBody.prepare(functions[i], WarmUp.class.getClassLoader());
        }
        byte[] session = session();
        for (int i = 0; i < ROUNDS && streams.in().available() == 0; i++) {
            play(session, streams);
        }
    }

    /** What a parent sends for a job and a task. */
    private static byte[] session() throws IOException {
        ByteSink session = new ByteSink();
        new StartOptions("nobody", 1, false, false, null).writeTo(session);
        ByteSink job = new ByteSink();
        Codec.writeStaticMethod(job, "poolmark/pool/Job", "call", WarmUp.class, "answer", "()Ljava/lang/Object;");
        RunRequest.writeDefinition(session, 0, job.toByteArray());
        RunRequest.writeHead(session, 0, 1, 0);
        ByteSink task = new ByteSink();
        Codec.writeStaticMethod(
                task, "poolmark/pool/Task", "apply", WarmUp.class, "same", "(Ljava/lang/Object;)Ljava/lang/Object;");
        RunRequest.writeDefinition(session, 1, task.toByteArray());
        ByteSink arguments = new ByteSink();
        codec().write(arguments, 42);
        codec().write(arguments, "text");
        RunRequest.writeHead(session, 1, CALLS, arguments.size());
        session.write(arguments.array(), 0, arguments.size());
        return session.toByteArray();
    }

    private static Codec codec() {
        return Codec.ofWorker(new ObjectBytes(WarmUp.class.getClassLoader(), null), new Revivals());
    }

    /** The worker's loop, without its effects. */
    private static void play(byte[] session, StandardStreams streams) throws IOException {
        Codec codec = codec();
        FunctionTable functions = new FunctionTable(codec);
        AnswerOutput out = new AnswerOutput(new FrameWriter(OutputStream.nullOutputStream()));
        TaskRunner runner = new TaskRunner(functions, codec, out, streams, null);
        FrameReader frames = new FrameReader(new ByteArrayInputStream(session));
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            switch (frame.kind()) {
                case START -> {
                    StartOptions.read(frame.payload());
                    TerminalInterrupt.letEarlierOneEnd();
                }
                case DEFINE -> functions.define(frame.payload());
                case RUN -> runner.run(RunRequest.read(frame.source()));
                default -> throw new IOException("a rehearsal without " + frame.kind());
            }
        }
    }

    static Object answer() {
        return 42;
    }

    static Object same(Object argument) {
        return argument;
    }
}
