// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link BurningMain} in a JVM of its own, with little going on beside its main thread. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private ChildJvm(Process process) {
        this.process = process;
        commands = new PrintStream(process.getOutputStream(), true);
        answers = process.inputReader();
    }

    /** Returns once the child has started up and is waiting. */
    static ChildJvm start() throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                BurningMain.class.getName());
        ChildJvm child = new ChildJvm(
                command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        assertThat(child.answers.readLine()).isEqualTo("ready");
        return child;
    }

    long pid() {
        return process.pid();
    }

    /** {@return ns of CPU time that the child says it has burnt} */
    long burn(long millis) throws IOException {
        commands.println("burn " + millis);
        return Long.parseLong(answers.readLine());
    }

    /** Returns once the child has ended and was reaped. */
    void end() throws InterruptedException {
        commands.close();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
