// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.host.evidence.StandardError;
import poolmark.pool.host.evidence.TaskCpu;
import poolmark.pool.host.line.Lines;
import poolmark.pool.host.thread.Clockwork;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.StartOptions;

/**
 * One child JVM and the thread that serves it: launches it, has its frames read until its pipe ends ({@link Reception}), waits
 * for its exit.
 *
 * <p>It starts blank, knowing neither its name nor its work, and becomes somebody's worker by {@link #adopt}.
 */
public final class WorkerProcess {

    /** How long a worker that was told to end, or whose pipe has ended, may take to be gone before it is killed. */
    private static final long EXIT_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LaunchSpec spec;
    private final List<String> functions;
    private final Runnable whenUp;
    private boolean up;
    private final Thread thread;
    private final CountDownLatch launched = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final StandardError errors = new StandardError(this::printError);
    private final Reception reception = new Reception(this, errors);
    private volatile Process process;
    private volatile Lines lines;
    private volatile String protocolError;
    private volatile Adoption adoption;
    private Turn turn;
    private long exitGraceNanos = EXIT_GRACE_NANOS;
    private boolean startSent;
    private ScheduledFuture<?> deadline;

    /** Prepares a worker; {@link #launch} starts it. */
    public WorkerProcess(LaunchSpec spec) {
        this(spec, null, null);
    }

    /**
     * Prepares one that is started ahead of need.
     *
     * @param functions what it is to prepare while it waits; null for one that is needed now
     * @param whenUp called once, on the worker's thread, when it is there or will never be; null for nobody
     */
    WorkerProcess(LaunchSpec spec, List<String> functions, Runnable whenUp) {
        this.spec = spec;
        this.functions = functions;
        this.whenUp = whenUp;
        this.thread = Clockwork.daemon(this::live, "poolmark-standby");
    }

    /** Lets it take that long to end, before it is launched. */
    WorkerProcess patiently(long nanos) {
        exitGraceNanos = nanos;
        return this;
    }

    /** Starts the process when it is its turn, on a thread of its own. */
    void launchInTurn() {
        turn = new Turn();
        thread.start();
    }

    /** Starts the process, on a thread of its own; returns before it is there. */
    public void launch() {
        thread.start();
    }

    /**
     * Makes this blank process somebody's worker. May come before it runs or while it waits.
     *
     * @return false where it has ended already
     */
    public boolean adopt(Adoption newOwner) {
        synchronized (this) {
            if (gone.getCount() == 0) {
                return false;
            }
            adoption = newOwner;
            thread.setName("poolmark-" + newOwner.name());
        }
        sendStart();
        return true;
    }

    /** It is sent that function: those who wait on the shelf, and those who will be started, may be wanted for it next. */
    public void isWantedFor(byte[] function, WorkerSource source) {
        source.isWantedFor(spec, function);
        ClassArchive.of(spec).isWantedFor(function);
    }

    /** Name it goes by. */
    public String name() {
        Adoption known = adoption;
        return known == null ? "standby worker" : known.name();
    }

    /** Its process id; 0 where it could not be started. Blocks until the operating system has started it or refused. */
    public long pid() {
        Clockwork.awaitUninterruptibly(launched);
        return process == null ? 0 : process.pid();
    }

    /** Whether the process has been started and has not ended. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** CPU time that the process has used so far, to ten milliseconds; {@link TaskCpu#UNKNOWN} where that cannot be told. */
    public long cpuNanos() {
        return process == null
                ? TaskCpu.UNKNOWN
                : process.info().totalCpuDuration().map(Duration::toNanos).orElse(TaskCpu.UNKNOWN);
    }

    /** Whether its JVM is up and runs our code. */
    public boolean hasSpoken() {
        return reception.hasSpoken();
    }

    /** Runs something short as soon as the process, which must have been started, has ended. */
    public void whenExited(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** How the process, which must have ended, did so, as far as is known by now. */
    public Exit exit() {
        return new Exit(process.exitValue(), errors.lastLines(), protocolError);
    }

    /** Waits until nothing is left of it, neither process nor thread of ours; false where the time was over first. */
    public boolean awaitGone(long nanos) throws InterruptedException {
        return gone.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** The lines to it; null as long as it has not been started. */
    public Lines lines() {
        return lines;
    }

    /** Asks it to end when it is done with what it was sent, and sees to it that it does. */
    public void retire() {
        retire(false);
    }

    /**
     * The same, of a worker with but one task.
     *
     * @param tells whether its exit code is to tell if a task has failed
     */
    public void retire(boolean tells) {
        ByteSink exit = new ByteSink(Frame.HEADER_BYTES + 1);
        int start = Frame.begin(exit, Frame.Kind.EXIT);
        if (tells) {
            exit.write(1);
        }
        Frame.end(exit, start);
        try {
            lines.sendLast(exit);
        } catch (IOException e) {
            // it is ending already
        }
        endsSoon();
    }

    /** Asks the process to end, with SIGTERM where there are signals. */
    public void terminate() {
        Clockwork.awaitUninterruptibly(launched);
        if (process != null) {
            process.toHandle().destroy();
        }
    }

    /** Ends the process at once, with all that its task has started. */
    public void kill() {
        killAll(List.of(this));
    }

    /** Ends processes at once, with all that their tasks have started. */
    public static void killAll(List<WorkerProcess> workers) {
        Set<ProcessHandle> living = new HashSet<>();
        for (WorkerProcess worker : workers) {
            if (worker.turn != null) {
                worker.turn.hurry();
            }
        }
        for (WorkerProcess worker : workers) {
            Clockwork.awaitUninterruptibly(worker.launched);
            if (worker.isAlive()) {
                // not Process.destroyForcibly(): it closes the streams, and what the worker wrote last would be lost
                living.add(worker.process.toHandle());
            }
        }
        ProcessTree.end(living);
    }

    /** Ends the process because nothing more can be done with it; the reason becomes part of its exit. */
    public void giveUp(Throwable reason) {
        if (reason instanceof EOFException) {
            kill(); // it died while it was sending, and that says nothing of why
        } else {
            giveUp(reason.toString());
        }
    }

    /** Like {@link #giveUp(Throwable)}, for a reason that is no exception. */
    public void giveUp(String reason) {
        protocolError = "given up by its parent: " + reason;
        kill();
    }

    /** Sees to it that a process that has no reason to go on is gone after a while. */
    synchronized void endsSoon() {
        if (deadline == null && gone.getCount() > 0) {
            deadline = Clockwork.after(exitGraceNanos, this::kill);
        }
    }

    /** The whole life of the process, on its own thread. */
    private void live() {
        Exit exit;
        if (turn != null) {
            turn.await();
        }
        try {
            int code = new Launch(new Stations()).run(spec, functions);
            exit = new Exit(code, errors.lastLines(), protocolError);
        } catch (Throwable e) {
            // an error as well, such as that there are no more threads or classes: those who wait must hear of it
            launched.countDown();
            kill();
            exit = new Exit(
                    Exit.NEVER_STARTED,
                    errors.lastLines(),
                    String.valueOf(e instanceof IOException ? e.getMessage() : e));
        }
        finish(exit);
    }

    /** It has said its first word, or will never. On its own thread. */
    void tellUp() {
        if (whenUp != null && !up) {
            up = true;
            whenUp.run();
        }
    }

    /** It has all that a start takes behind it. */
    void endTurn() {
        if (turn != null) {
            turn.end();
        }
    }

    private void finish(Exit exit) {
        endTurn();
        if (lines != null) {
            lines.close();
        }
        Adoption owner;
        synchronized (this) {
            owner = adoption;
            if (deadline != null) {
                deadline.cancel(false);
            }
            if (owner == null) {
                gone.countDown();
            }
        }
        if (owner != null) {
            try {
                owner.owner().ended(exit);
            } finally {
                gone.countDown();
            }
        }
        tellUp();
    }

    private void sendStart() {
        ByteSink sink = new ByteSink();
        synchronized (this) {
            if (adoption == null || lines == null || startSent) {
                return; // whichever of adoption and launch comes second sends it, and where they meet, only one of them
            }
            startSent = true;
            // who has everything already is not waited for
            boolean tellsReady = adoption.firstFrames() == null;
            new StartOptions(adoption.name(), process.pid(), adoption.measuresCpu(), tellsReady, adoption.initializer())
                    .writeTo(sink);
            if (adoption.firstFrames() != null) {
                sink.write(
                        adoption.firstFrames().array(),
                        0,
                        adoption.firstFrames().size());
            }
        }
        try {
            lines.send(sink);
        } catch (IOException e) {
            // it is dying; its end will be told
        }
    }

    /** Who hears of it; null as long as it is nobody's. */
    Adoption.Owner owner() {
        Adoption known = adoption;
        return known == null ? null : known.owner();
    }

    private void printError(String line) {
        Adoption.Owner owner = owner();
        if (owner != null) {
            owner.printedPast(line);
        }
    }

    /** The stations of the process, on its thread. */
    private final class Stations implements Launch.Child {

        @Override
        public void launched(Process started, OutputStream stdin) {
            synchronized (WorkerProcess.this) {
                process = started;
                lines = new Lines(stdin, started::isAlive, reception, WorkerProcess.this::giveUp);
            }
            launched.countDown();
            sendStart();
        }

        @Override
        public void readErrors(InputStream stderr) {
            errors.open(stderr);
        }

        @Override
        public void readOutput(InputStream stdout) {
            reception.read(stdout);
            endsSoon();
        }

        @Override
        public void exited() {
            errors.close();
        }
    }
}
