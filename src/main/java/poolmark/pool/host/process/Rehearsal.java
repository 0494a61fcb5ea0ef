// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

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
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.LambdaBody;
import poolmark.pool.wire.ObjectBytes;
import poolmark.pool.wire.UntransferableException;

/** A worker that runs one task which does nothing, for what happens on the way to it. */
final class Rehearsal implements Adoption.Owner {

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

    private final WorkerProcess process;
    private volatile boolean succeeded;
    private volatile Exit exit;

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
        process = new WorkerProcess(spec).patiently(PATIENCE_NANOS);
        process.adopt(Adoption.forTask("Rehearsal", this, function.toByteArray()));
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

    /** Runs it; returns whether it went well, from start to end. */
    boolean run() throws InterruptedException {
        process.launch();
        boolean gone = process.awaitGone(PATIENCE_NANOS);
        if (!gone) {
            process.kill();
        }
        return gone && succeeded && exit.code() == 0;
    }

    @Override
    public void answered(Frame frame) throws IOException {
        succeeded = Answer.read(frame).failure() == null;
        process.retire(true);
    }

    @Override
    public void ended(Exit how) {
        exit = how;
    }

    @Override
    public void ready() {
        // it has been sent everything already
    }

    @Override
    public void notReady(Failure failure) {
        // it has no initializer that could fail
    }

    @Override
    public void started() {
        // nor does anybody ask how far it is
    }

    @Override
    public void printed(boolean error, String line) {
        // nobody is interested
    }

    @Override
    public void printedPast(String line) {
        // warnings of a JVM
    }
}
