// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Small things that workers are told to do in tests. */
final class Tasks {

    private Tasks() {}

    static int twice(int x) {
        return 2 * x;
    }

    static int sleep(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }

    /** Never returns, and cannot be interrupted. */
    static int spin(int ignored) {
        while (true) {
            Thread.onSpinWait();
        }
    }

    static String thrower(String message) throws IOException {
        throw new IOException(message);
    }

    /** Throws what the compiler does not see: other languages, and some tools, let checked exceptions out of any method. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> void throwUnseen(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Sends a signal to the worker that runs this, and waits for it. */
    static int signalSelf(int signal) throws IOException, InterruptedException {
        signal(CurrentWorker.pid(), signal);
        Thread.sleep(60_000);
        return signal;
    }

    static void signal(long pid, int signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    /** Whether this process, and so all that it starts, takes no notice of a signal: under {@code nohup} of SIGHUP. */
    static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> signal - 1 & 1) == 1);
    }

    /** Appends a line; the system makes such a write whole, whoever else writes. */
    static void mark(String file, String line) throws IOException {
        Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static List<String> marks(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Waits until there is a whole mark; the file is there a little sooner. */
    static void awaitMark(Path file) throws InterruptedException, IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.sleep(5);
        }
    }

    static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }
}
