// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The processes under this JVM: its children, theirs, and on Linux those among them that lost their parents. */
public final class ProcessTree {

    private static final long POLL_NANOS = 5_000_000L;

    private static final int SHOWN_CHARACTERS = 80;

    private static volatile boolean adopts;

    private ProcessTree() {}

    /**
     * Keeps processes under this JVM in its tree from now on when their own parents end.
     *
     * @return whether the system can do that; else they are seen no more
     */
    public static boolean adoptOrphans() {
        adopts = adopts || Orphans.adopt();
        return adopts;
    }

    /** {@return the processes that run; those that have ended and wait to be buried are left out} */
    public static List<ProcessHandle> living() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessTree::isRunning)
                .toList();
    }

    /**
     * Kills all, and those that are started meanwhile.
     *
     * @param patienceNanos how long the kernel may take
     * @return those that could not be killed in that time
     */
    public static List<ProcessHandle> kill(long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        List<ProcessHandle> living = living();
        while (!living.isEmpty() && System.nanoTime() < deadline) {
            living.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(POLL_NANOS);
            living = living();
        }
        return living;
    }

    /**
     * Waits for all to end by themselves, then kills the rest.
     *
     * @param graceNanos how long they may take to end
     * @return what had to be killed, each as {@link #describe} names it
     */
    public static List<String> end(long graceNanos) {
        long deadline = System.nanoTime() + graceNanos;
        List<ProcessHandle> living = living();
        while (!living.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            living = living();
        }
        List<String> left = living.stream().map(ProcessTree::describe).toList();
        kill(graceNanos);
        return left;
    }

    /**
     * Like {@link #end}, and buries the dead that nobody else will. To be called when no process runs that this JVM started
     * itself: it buries whatever it finds.
     *
     * @param graceNanos how long they may take to end
     * @return what had to be killed, each as {@link #describe} names it
     */
    public static List<String> clear(long graceNanos) {
        List<String> left = end(graceNanos);
        if (adopts) {
            ProcessHandle.current().children().mapToLong(ProcessHandle::pid).forEach(Orphans::reap);
        }
        return left;
    }

    /** {@return process id and the beginning of the command line} */
    public static String describe(ProcessHandle process) {
        String command = process.info().commandLine().orElse("?");
        boolean whole = command.length() <= SHOWN_CHARACTERS;
        return process.pid() + " (" + (whole ? command : command.substring(0, SHOWN_CHARACTERS) + "...") + ")";
    }

    /** A process that has ended stays in the table until it is buried, and for {@code isAlive} it lives as long. */
    private static boolean isRunning(ProcessHandle process) {
        try {
            // Latin 1, because the command's name may hold any bytes.
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException goneOrNotLinux) {
            return process.isAlive();
        }
    }
}
