// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a worker's process ended.
 *
 * @param code its exit code; 128 + n where signal n ended it, {@link #NEVER_STARTED} where it could not be started
 * @param lastErrors the last lines it wrote to standard error
 * @param protocolError why the parent gave it up, or null
 */
public record Exit(int code, List<String> lastErrors, String protocolError) {

    /** In place of an exit code, where there was no process. */
    public static final int NEVER_STARTED = -1;

    /** Java reports a death by signal n as this plus n. */
    private static final int SIGNAL_BASE = 128;

    private static final int LAST_SIGNAL = 64;
    private static final int SIGINT = 2;
    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;
    private static final int SIGSEGV = 11;
    private static final int SIGTERM = 15;

    private static final String ENDED_WHILE_INITIALISED = "InternalError: Bad level: 2";

    /** Exit code that {@code -XX:+ExitOnOutOfMemoryError} gives. */
    private static final int OUT_OF_MEMORY = 3;

    /** For a worker that died in the middle of its work: exit code, what it may mean, the last lines of standard error. */
    public String describeCrash() {
        return describe("exit code " + code + meaning());
    }

    /** For a worker that ended before it was ready. */
    public String describeFailedStart() {
        return describe(code == NEVER_STARTED ? "the operating system refused" : "exit code " + code + signal());
    }

    private String describe(String how) {
        StringBuilder text = new StringBuilder();
        if (protocolError != null) {
            text.append(protocolError).append("; ");
        }
        // what else a kill may mean does not matter where it was the parent's
        boolean isOurs = protocolError != null && code == SIGNAL_BASE + SIGKILL;
        text.append(isOurs ? "exit code " + code : how);
        lastErrors.stream()
                .flatMap(line -> Stream.of(line.split("\\s")))
                .filter(word -> word.endsWith(".log") && word.contains("hs_err_pid"))
                .findFirst()
                .ifPresent(path -> text.append("; the JVM's error report: ").append(path));
        if (!lastErrors.isEmpty()) {
            text.append("; last lines of its standard error:\n  ").append(String.join("\n  ", lastErrors));
        }
        return text.toString();
    }

    private String meaning() {
        Optional<String> nativeCrash = lastErrors.stream()
                .filter(line -> line.matches("#\\s+(SIG|EXCEPTION_|Internal Error).*"))
                .findFirst();
        if (nativeCrash.isPresent()) {
            return " (native crash: " + nativeCrash.get().replaceFirst("#\\s+", "") + ")";
        }
        if (!signal().isEmpty()) {
            return signal();
        }
        return code == OUT_OF_MEMORY && mentionsMemory()
                ? " (OutOfMemoryError: the task needs more heap than the worker has, see maxHeap)"
                : " (System.exit or Runtime.halt in a task, or the JVM ended itself)";
    }

    private String signal() {
        return switch (code - SIGNAL_BASE) {
            case SIGINT -> " (SIGINT: a Ctrl-C that came before it could take no notice of it; or exit(130))";
            case SIGABRT -> " (SIGABRT: the JVM or native code gave up; or exit(134))";
            case SIGKILL -> " (SIGKILL: killed from outside, perhaps as the machine ran out of memory; or exit(137))";
            case SIGSEGV -> " (SIGSEGV in native code; or exit(139))";
            case SIGTERM -> " (SIGTERM: somebody asked it to end; or exit(143))";
            default -> isSignal() ? " (signal " + (code - SIGNAL_BASE) + "; or exit(" + code + "))" : "";
        };
    }

    /**
     * Whether a Ctrl-C may have ended it. From JDK 21 on a signal that comes while the JVM is still being initialised ends it
     * with code 1 now and then: the thread that ends it sets a level that the initialisation then finds out of order.
     */
    public boolean isInterrupt() {
        return code == SIGNAL_BASE + SIGINT
                || code == 1 && lastErrors.stream().anyMatch(line -> line.endsWith(ENDED_WHILE_INITIALISED));
    }

    /** Whether it was ended from outside, which says little about the next. */
    public boolean isKilled() {
        return (code > SIGNAL_BASE || isInterrupt()) && protocolError == null;
    }

    private boolean isSignal() {
        return code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL;
    }

    private boolean mentionsMemory() {
        return lastErrors.stream().anyMatch(line -> line.contains("OutOfMemoryError"));
    }
}
