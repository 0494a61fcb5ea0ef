// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.ruler;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import poolmark.bench.fork.OwnClasses;

/**
 * A JVM without anything of ours in it but this class: what it costs is what the machine asks for. Without arguments it
 * ends at once; with {@code echo} it returns each byte that it reads, until there are no more.
 */
public final class BareJvm {

    private static final String ECHO = "echo";

    /** A JVM ends within milliseconds, or the machine is in no state to be measured. */
    private static final long PATIENCE_SECONDS = 30;

    private BareJvm() {}

    /** The other process. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals(ECHO)) {
            for (int read = System.in.read(); read >= 0; read = System.in.read()) {
                System.out.write(read);
                System.out.flush();
            }
        }
    }

    /**
     * Starts a JVM that does nothing, and waits for its end.
     *
     * @return its exit code
     */
    public static int startAndEnd() throws IOException, InterruptedException {
        return end(start());
    }

    private static Process start(String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                OwnClasses.path().orElseThrow().toString(),
                BareJvm.class.getName());
        builder.command().addAll(List.of(args));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static int end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("an empty JVM did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Sends single bytes to another JVM and back. */
    public static final class PingPong implements AutoCloseable {

        private final Process process = start(ECHO);
        private final DataOutputStream out = new DataOutputStream(process.getOutputStream());
        private final DataInputStream in = new DataInputStream(process.getInputStream());

        /** Starts the other JVM. */
        public PingPong() throws IOException {}

        /**
         * Sends a byte and waits for it.
         *
         * @param value what to send
         * @return what came back
         */
        public byte roundTrip(byte value) throws IOException {
            out.writeByte(value);
            out.flush();
            return in.readByte();
        }

        @Override
        public void close() throws IOException {
            try {
                end(process);
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
