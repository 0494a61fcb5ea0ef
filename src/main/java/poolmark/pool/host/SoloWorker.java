// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import java.io.IOException;
import java.util.OptionalInt;
import poolmark.pool.host.evidence.Evidence;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.host.evidence.TaskCpu;
import poolmark.pool.host.process.Adoption;
import poolmark.pool.host.process.LaunchSpec;
import poolmark.pool.host.process.WorkerProcess;
import poolmark.pool.host.process.WorkerSource;
import poolmark.pool.wire.Answer;
import poolmark.pool.wire.Codec;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;

/**
 * A process for one task. It is sent everything at once, who it is and what to run; and when it has answered, that it may
 * end. Not before: whatever of it still read its pipe would hold up the end of its JVM by a third of a second.
 */
public final class SoloWorker implements Adoption.Owner, Identified {

    /** As often as a hand can press Ctrl-C while a JVM starts, and then some. */
    private static final int MAX_STARTS = 20;

    private final String name;
    private final Rebuilder rebuilder;
    private final Call call;
    private final Observer observer;
    private final String heap;
    private final Adoption adoption;
    private final WorkerSource source;
    private final LaunchSpec spec;
    /** Set before it is told who it is: from then on its own thread may ask for it. */
    private volatile WorkerProcess process;

    private volatile boolean isStopped;
    private int starts;

    private final TaskCpu cpu = new TaskCpu(this::cpuNanos);
    private long startedNanos;
    private boolean answered;
    private volatile Exit exit;

    /** Prepares the process; {@link #start} starts it. */
    public SoloWorker(
            WorkerSource source,
            LaunchSpec spec,
            String name,
            byte[] function,
            Codec codec,
            Call call,
            Observer observer) {
        this.name = name;
        this.rebuilder = new Rebuilder(codec);
        this.call = call;
        this.observer = observer;
        this.heap = spec.heap();
        this.source = source;
        this.spec = spec;
        this.adoption = Adoption.forTask(name, this, function);
        takeProcess();
        process.isWantedFor(function, source);
    }

    private void takeProcess() {
        starts++;
        do {
            process = source.take(spec);
        } while (!process.adopt(adoption));
        source.served(spec);
    }

    private long cpuNanos() {
        return process.cpuNanos();
    }

    /** Waits until the operating system has started the process or refused to. */
    public void start() {
        process.pid();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return exit == null;
    }

    /** Its exit code; empty while it runs or where it never did. */
    public OptionalInt exitCode() {
        Exit known = exit;
        return known == null || known.code() == Exit.NEVER_STARTED ? OptionalInt.empty() : OptionalInt.of(known.code());
    }

    /**
     * A Ctrl-C, meant for this process, has hit the other before its JVM could take no notice of it. Nothing of the task had
     * begun: it begins in the next.
     */
    private void startAnew() {
        takeProcess();
        if (isStopped) {
            process.kill(); // asked for meanwhile, of the one that is gone
        }
    }

    /** Waits until the process and its thread are gone; false where the time was over first. */
    public boolean awaitGone(long nanos) throws InterruptedException {
        long since = System.nanoTime();
        WorkerProcess awaited;
        do {
            awaited = process;
            if (!awaited.awaitGone(nanos - (System.nanoTime() - since))) {
                return false;
            }
        } while (awaited != process);
        return true;
    }

    /** Asks the process to end. */
    public void terminate() {
        isStopped = true;
        process.terminate();
    }

    /** Ends the process at once. */
    public void kill() {
        isStopped = true;
        cpu.look(System.nanoTime()); // while there is something to look at
        process.kill();
    }

    @Override
    public void ready() {
        // it has been sent everything already
    }

    @Override
    public void notReady(Failure failure) {
        throw new IllegalStateException("a worker without initializer cannot fail in it");
    }

    @Override
    public void started() {
        startedNanos = System.nanoTime();
        cpu.begin(startedNanos);
    }

    @Override
    public void answered(Frame frame) throws IOException {
        Answer answer = Answer.read(frame);
        if (answered) {
            throw new IOException("it answered twice");
        }
        answered = true;
        cpu.end();
        call.ended(0, rebuilder.outcome(answer, this));
        process.retire(true);
    }

    @Override
    public void printed(boolean error, String line) {
        observer.printed(this, error, line);
    }

    @Override
    public void printedPast(String line) {
        observer.printed(this, true, line);
    }

    @Override
    public void ended(Exit how) {
        if (how.isInterrupt() && startedNanos == 0 && !isStopped && starts < MAX_STARTS) {
            startAnew();
            return;
        }
        exit = how;
        cpu.close();
        if (!answered) {
            call.ended(
                    0,
                    startedNanos != 0
                            ? Outcome.crashed(how, Evidence.of(startedNanos, cpu, heap), this)
                            : Outcome.noWorker(how, this));
        }
    }
}
