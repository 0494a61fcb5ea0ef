// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import poolmark.pool.host.evidence.StandardError;
import poolmark.pool.host.line.AnswerLine;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.Handshake;

/**
 * Takes what one worker sends, from its first word to the end of its pipe, and brings it to whoever has adopted that worker.
 * The end of the pipe is how a death is noticed, at once and whatever the cause.
 */
final class Reception implements AnswerLine.Taker {

    private final WorkerProcess worker;
    private final StandardError errors;
    private volatile boolean hasSpoken;

    Reception(WorkerProcess worker, StandardError errors) {
        this.worker = worker;
        this.errors = errors;
    }

    /** Whether the worker's JVM is up and runs our code. */
    boolean hasSpoken() {
        return hasSpoken;
    }

    /** Reads until the pipe ends. Whatever goes wrong here ends the worker: a silent one would be waited for, for ever. */
    void read(InputStream stdout) {
        FrameReader reader = new FrameReader(stdout);
        try {
            errors.add(Handshake.await(reader));
            hasSpoken = true;
            worker.tellUp();
            while (takeNext(reader)) {
                // a frame is one call's own, so that an idle worker's last result is not kept for it
            }
        } catch (Handshake.NoHandshakeException e) {
            errors.add(e.noise());
            worker.kill(); // it has ended by itself, unless it is some other program
        } catch (Throwable e) {
            worker.giveUp(e);
        }
    }

    private boolean takeNext(FrameReader reader) throws IOException {
        Frame frame = reader.next();
        if (frame != null && frame.kind() == Frame.Kind.SHARED) {
            worker.lines().readShared(reader);
            worker.endsSoon(); // before the rest is read: a process that has closed its pipe might never finish a frame
            worker.lines().readRest();
            return false;
        }
        if (frame != null) {
            take(frame);
        }
        return frame != null;
    }

    @Override
    public void take(Frame frame) throws IOException {
        Adoption.Owner owner = worker.owner();
        if (owner == null) {
            throw new IOException("a frame of kind " + frame.kind() + " from a worker that was sent nothing");
        }
        switch (frame.kind()) {
            case READY -> {
                worker.endTurn();
                owner.ready();
            }
            case NOT_READY -> owner.notReady(Failure.read(frame.source()));
            case STARTED -> owner.started();
            case RESULT, BRIEF, FAILED -> owner.answered(frame);
            case OUT_LINE -> owner.printed(false, text(frame));
            case ERR_LINE -> printedError(owner, text(frame));
            case UNSHARED -> worker.lines().unshared();
            default -> throw new IOException("a worker must not send " + frame.kind());
        }
    }

    @Override
    public int takeBriefs(FrameReader frames) throws IOException {
        Adoption.Owner owner = worker.owner();
        return owner == null ? 0 : owner.answeredBriefly(frames);
    }

    @Override
    public boolean expectsMore() {
        Adoption.Owner owner = worker.owner();
        return owner != null && owner.expectsMore();
    }

    private void printedError(Adoption.Owner owner, String line) {
        errors.keep(line);
        owner.printed(true, line);
    }

    private static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }
}
