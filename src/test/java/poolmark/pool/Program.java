// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class of the tests that ran in a JVM of its own, since what is done to it cannot be done to the JVM of the tests.
 *
 * @param exitCode 0 where its own checks held
 * @param output what it printed, on both streams
 */
record Program(int exitCode, String output) {

    private static final int MAX_SECONDS = 50;

    /**
     * Runs one to its end.
     *
     * @param limits commands of a shell that narrow what it may use, or nothing
     * @param jvmArgs its options
     */
    static Program run(String limits, List<String> jvmArgs, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return run(limits, jvmArgs, System.getProperty("java.class.path"), main, arguments);
    }

    static Program run(String limits, List<String> jvmArgs, String classPath, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", limits + "\nexec \"$0\" \"$@\""));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:-UsePerfData");
        words.addAll(jvmArgs);
        words.addAll(List.of("-cp", classPath, main.getName()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread killer = new Thread(() -> killLater(process));
        killer.setDaemon(true);
        killer.start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Program(process.waitFor(), output);
    }

    private static void killLater(Process process) {
        try {
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /** Ends the program that calls this, and says why. */
    static void check(boolean holds, Object otherwise) {
        if (!holds) {
            throw new IllegalStateException(String.valueOf(otherwise));
        }
    }

    /** The failure of a call that has to fail; none of the libraries of the tests are needed for it. */
    static Throwable failureOf(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            return e;
        }
        throw new IllegalStateException("should have failed");
    }
}
