// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.RingSender;
import poolmark.pool.wire.RunRequest;
import poolmark.pool.wire.ring.Claims;
import poolmark.pool.wire.ring.RingOutput;
import poolmark.pool.wire.ring.SharedMemory;

/** A parent and an inbox in one process, which the inbox ends in the end. Takes the path of a file to be made. */
final class InboxMain {

    /** Longer than it takes the guard to notice that a task is running. */
    private static final int SOME_TICKS_MILLIS = 100;

    private static final PipedOutputStream PIPE = new PipedOutputStream();

    private InboxMain() {}

    public static void main(String[] arguments) throws Exception {
        SharedMemory memory = SharedMemory.create(Path.of(arguments[0]), SharedMemory.SMALL_RING_BYTES);
        RingOutput requests = memory.requestOutput();
        Claims claims = memory.claims();
        Inbox inbox = new Inbox(new FrameReader(new PipedInputStream(PIPE)));
        inbox.prepare(new RequestRing(memory, 0, new RingSender(memory.answerOutput(), () -> true, System.out)));
        send(Frame.Kind.SWITCH);
        inbox.startGuard();
        inbox.busy();
        Thread.sleep(SOME_TICKS_MILLIS); // the guard reads the switch, and then waits at the pipe
        inbox.idle();
        CompletableFuture<Frame> next = CompletableFuture.supplyAsync(inbox::next);
        Thread.sleep(SOME_TICKS_MILLIS); // that thread waits for the guard

        claims.offer(0);
        System.out.println("asleep: " + requests.readerMustBeWoken());
        System.out.println("taken back: " + claims.revoke(1));
        call();
        Thread.sleep(SOME_TICKS_MILLIS); // the guard was called for nothing, and that thread waits at the pipe

        ByteSink request = new ByteSink();
        RunRequest.writeHead(request, 7, 1, 0);
        requests.write(request.array(), 0, request.size());
        claims.offer(0);
        if (requests.readerMustBeWoken()) {
            call();
        }
        System.out.println("next: " + next.get(10, TimeUnit.SECONDS).kind());
        Runtime.getRuntime().halt(0);
    }

    private static void send(Frame.Kind kind) throws Exception {
        ByteSink sink = new ByteSink();
        Frame.writeEmpty(sink, kind);
        sink.drainTo(PIPE);
        PIPE.flush();
    }

    private static void call() throws Exception {
        PIPE.write(0);
        PIPE.flush();
    }
}
