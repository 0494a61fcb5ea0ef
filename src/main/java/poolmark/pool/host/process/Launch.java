// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * The use of Commons Exec: starts a process, lends the calling thread to whoever reads its output, waits for its exit. What
 * of that library is used and what is not is in decision 0002.
 */
final class Launch extends DefaultExecutor {

    private final Child child;
    private Process launched;

    /** What becomes of a process that was started; in this order, on the launching thread. */
    interface Child {

        /** It is there. */
        void launched(Process process, OutputStream stdin);

        /** Sees to its standard error; returns at once. */
        void readErrors(InputStream stderr);

        /** Reads its standard output to the end. */
        void readOutput(InputStream stdout);

        /** It has ended; takes what it wrote last. */
        void exited();
    }

    @SuppressWarnings("deprecation") // the builder cannot build a subclass
    Launch(Child child) {
        this.child = child;
        setStreamHandler(new Streams());
        setExitValues(null); // no exit code is an error here
    }

    /**
     * Starts the process and stays with it until its end; returns its exit code.
     *
     * @param functions what it is to prepare, started ahead of need; null where it is needed now
     */
    int run(LaunchSpec spec, List<String> functions) throws IOException {
        try {
            return execute(spec.commandLine(functions), spec.environment());
        } catch (IOException e) {
            if (launched == null || launched.isAlive()) {
                throw e;
            }
            return launched.exitValue(); // it ended, only the closing of its pipes went wrong
        }
    }

    @Override
    protected Process launch(CommandLine command, Map<String, String> environment, Path directory) throws IOException {
        launched = super.launch(command, environment, directory);
        return launched;
    }

    private final class Streams implements ExecuteStreamHandler {

        private OutputStream stdin;
        private InputStream stdout;
        private InputStream stderr;

        @Override
        public void setProcessInputStream(OutputStream stream) {
            stdin = stream;
        }

        @Override
        public void setProcessOutputStream(InputStream stream) {
            stdout = stream;
        }

        @Override
        public void setProcessErrorStream(InputStream stream) {
            stderr = stream;
        }

        @Override
        public void start() {
            child.launched(launched, stdin);
            child.readErrors(stderr);
            child.readOutput(stdout);
        }

        @Override
        public void stop() {
            child.exited();
        }
    }
}
