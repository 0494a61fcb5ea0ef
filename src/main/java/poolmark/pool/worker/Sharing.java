// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.IOException;
import java.nio.file.Path;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;
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

    Sharing(ShareRequest request, Inbox inbox, FrameWriter out) {
        super("poolmark-sharing");
        setDaemon(true);
        this.request = request;
        this.inbox = inbox;
        this.out = out;
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
        try {
            memory = SharedMemory.open(Path.of(request.file()));
            requests = new RequestRing(memory, request.spinNanos());
        } catch (IOException | RuntimeException | Error e) {
            out.send(Frame.Kind.UNSHARED);
            return;
        }
        inbox.prepare(requests);
        out.continueIn(memory.answerOutput(), () -> true, Frame.Kind.SHARED);
    }
}
