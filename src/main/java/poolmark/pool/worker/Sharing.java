// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.Peer;
import poolmark.pool.wire.RingSender;
import poolmark.pool.wire.ShareRequest;
import poolmark.pool.wire.ring.SharedMemory;

/**
 * Opens the shared memory that the parent offers. On a thread of its own, because the classes that map files take a JVM up
 * to thirty milliseconds to load, in which tasks go on through the pipes.
 */
final class Sharing extends Thread {

    private final ShareRequest request;
    private final Inbox inbox;
    private final FrameWriter out;
    private final AnswerOutput answers;
    private final OutputStream pipe;

    Sharing(ShareRequest request, Inbox inbox, FrameWriter out, AnswerOutput answers, OutputStream pipe) {
        super("poolmark-sharing");
        setDaemon(true);
        this.request = request;
        this.inbox = inbox;
        this.out = out;
        this.answers = answers;
        this.pipe = pipe;
    }

    @Override
    public void run() {
        try {
            share();
        } catch (IOException e) {
            // the parent is gone, which the inbox notices
        }
    }

    private void share() throws IOException {
        SharedMemory memory;
        RequestRing requests;
        RingSender ring;
        Peer parent = () -> true; // the guard sees to it that this process ends with its parent
        try {
            memory = SharedMemory.open(Path.of(request.file()));
            ring = new RingSender(memory.answerOutput(), parent, pipe);
            requests = new RequestRing(memory, request.spinNanos(), ring);
        } catch (IOException | RuntimeException | Error e) {
            out.send(Frame.Kind.UNSHARED);
            return;
        }
        inbox.prepare(requests);
        out.continueIn(memory.asideOutput(), parent, Frame.Kind.SHARED);
        answers.continueIn(ring, requests);
    }
}
