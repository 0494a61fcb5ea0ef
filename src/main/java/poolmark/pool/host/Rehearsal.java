// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.LambdaBody;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

/** A worker that runs one task which does nothing, for what happens on the way to it. */
final class Rehearsal implements Call {

    /** What writing an archive may take on a busy machine. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Between the names of functions; one that holds it is not found, which does no harm. */
    private static final String SEPARATOR = "\n";

    /** By name, as the parent must not depend on the worker's classes. */
    private static final List<String> SOON_NEEDED = List.of(
            "poolmark.pool.worker.WarmUp",
            "poolmark.pool.worker.UserFrames",
            "poolmark.pool.worker.Revivals$OfTask",
            "poolmark.pool.worker.Revivals$OfJob",
            "poolmark.pool.worker.Revivals$OfAction",
            "poolmark.pool.worker.Revivals$OfRunnable",
            "poolmark.pool.worker.Descendants",
            "poolmark.pool.Action",
            "poolmark.pool.Task",
            "poolmark.pool.Job",
            "poolmark.pool.wire.Failure");

    /** The same of those that share memory. */
    private static final List<String> NEEDED_TO_SHARE = List.of(
            "poolmark.pool.worker.Sharing",
            "poolmark.pool.worker.RequestRing",
            "poolmark.pool.wire.ShareRequest",
            "poolmark.pool.wire.ring.SharedMemory",
            "poolmark.pool.wire.ring.Mapping",
            "poolmark.pool.wire.ring.RingInput",
            "poolmark.pool.wire.ring.RingOutput",
            "poolmark.pool.wire.ring.Claims",
            "poolmark.pool.wire.ring.Control",
            "poolmark.pool.wire.ring.Spin");

    private final SoloWorker worker;
    private volatile boolean succeeded;

    /**
     * Prepares it.
     *
     * @param functions those that are made ready as for a call, and not called
     * @param uses what workers are used for besides
     */
    Rehearsal(LaunchSpec spec, List<String> functions, Uses uses) throws UntransferableException {
        boolean objects = uses.objects();
        boolean memory = uses.memory();
        String names = String.join(SEPARATOR, functions); // an array would travel as an object

        Codec codec = Codec.ofParent(new ObjectBytes(Rehearsal.class.getClassLoader(), null));
        ByteSink function = new ByteSink();
        codec.write(function, (Callable<Integer> & Serializable) () -> exercise(names, objects, memory));
        worker = new SoloWorker(Rehearsal::take, spec, "Rehearsal", function.toByteArray(), codec, this, new Silence());
    }

    private static WorkerProcess take(LaunchSpec spec) {
        WorkerProcess process = new WorkerProcess(spec).patiently(PATIENCE_NANOS);
        process.launch();
        return process;
    }

    /** In the worker: what comes up in the lives of those who will use the archive that this one leaves. */
    private static Integer exercise(String functions, boolean objects, boolean memory)
            throws IOException, ClassNotFoundException {
        load(SOON_NEEDED);
        for (String function : functions.split(SEPARATOR)) {
            LambdaBody.prepare(function, Rehearsal.class.getClassLoader());
        }
        if (memory) {
            load(NEEDED_TO_SHARE);
            mapFile();
        }
        if (objects) {
            passObjects();
        }
        return SOON_NEEDED.size();
    }

    private static void load(List<String> names) throws ClassNotFoundException {
        for (String name : names) {
            Class.forName(name);
        }
    }

    private static void passObjects() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of(new IllegalStateException("what a task throws", new IOException())));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.readObject();
        }
    }

    /** As a worker maps the memory that it shares with its parent; any file will do. */
    private static void mapFile() throws IOException {
        Path file = Path.of(System.getProperty("java.home"), "release");
        if (Files.isReadable(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.nativeOrder());
            }
        }
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
