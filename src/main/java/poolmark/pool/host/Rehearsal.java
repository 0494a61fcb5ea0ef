// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

/** A worker that runs one task which does nothing, for what happens on the way to it. */
final class Rehearsal implements Call {

    /** What writing an archive may take on a busy machine. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SoloWorker worker;
    private volatile boolean succeeded;

    Rehearsal(LaunchSpec spec) throws UntransferableException {
        Codec codec = Codec.ofParent(new ObjectBytes(Rehearsal.class.getClassLoader(), null));
        ByteSink function = new ByteSink();
        codec.write(function, (Callable<Integer> & Serializable) () -> 1);
        worker = new SoloWorker(
                WorkerSource.SPAWN, spec, "Rehearsal", function.toByteArray(), codec, this, new Silence());
    }

    /** Whether it went well, from start to end. */
    boolean run() throws InterruptedException {
        boolean gone = worker.awaitGone(PATIENCE_NANOS);
        if (!gone) {
            worker.kill();
        }
        return gone && succeeded && worker.exitCode().orElse(1) == 0;
    }

    @Override
    public void ended(int index, Outcome outcome) {
        succeeded = outcome.kind() == Outcome.Kind.RETURNED;
    }

    @Override
    public void returned(int index, Object value) {
        succeeded = true;
    }

    @Override
    public void counted(int tasks) {
        // there is but one
    }

    /** Nobody is interested. */
    private static final class Silence implements Observer {

        @Override
        public void printed(Identified worker, boolean error, String line) {
            // warnings of a JVM
        }

        @Override
        public void ready(Worker worker) {
            // not of a pool
        }

        @Override
        public void ended(Worker worker, boolean crashed) {
            // not of a pool
        }

        @Override
        public void taskEnded(TaskTimes times, Outcome outcome) {
            // not asked for
        }

        @Override
        public boolean hearsTasks() {
            return false;
        }
    }
}
