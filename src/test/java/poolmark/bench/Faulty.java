// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import poolmark.pool.CurrentWorker;
import poolmark.pool.Task;

/**
 * Workloads that fail, each in a way of its own. They behave where the suite computes what to expect, which is their first
 * call for each input in the fork; a worker, or every later call in the fork, gets the fault.
 */
public final class Faulty {

    private static final long FOR_EVER_MILLIS = 3_600_000;

    private static final long LONG_SECONDS = 300;

    private static final List<ServerSocket> OPEN = new ArrayList<>();

    private Faulty() {}

    /** What is wrong with it is done before it answers. */
    public abstract static class Fault implements Task<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private transient int calls;

        /** As the command line makes it. */
        protected Fault() {}

        abstract void happen() throws Exception;

        @Override
        public final Integer apply(Integer argument) throws Exception {
            // The suite's inputs are 0 and 1: the first two calls in a fork are not measured.
            if (CurrentWorker.isWorker() || ++calls > 2) {
                happen();
            }
            return argument + 1;
        }
    }

    /** Throws. */
    public static final class Throws extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() throws IOException {
            throw new IOException("thrown by a dummy");
        }
    }

    /** Gives a wrong result. */
    public static final class Wrong implements Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private transient int calls;

        @Override
        public Integer apply(Integer argument) {
            return CurrentWorker.isWorker() || ++calls > 2 ? -1 : argument;
        }
    }

    /** Never ends, unless interrupted. */
    public static final class Hangs extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() throws InterruptedException {
            Thread.sleep(FOR_EVER_MILLIS);
        }
    }

    /** Never ends. */
    public static final class IgnoresInterrupts extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            ignoreInterrupts(FOR_EVER_MILLIS);
        }
    }

    /** Ends late, and not when it is interrupted. */
    public static final class Late extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            ignoreInterrupts(1_500);
        }
    }

    private static void ignoreInterrupts(long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < deadline) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException ignored) {
                // That is the fault.
            }
        }
    }

    /** Ends its JVM as if all were well. */
    public static final class Exits extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            System.exit(0);
        }
    }

    /** Ends its JVM without any ado. */
    public static final class Halts extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            Runtime.getRuntime().halt(0);
        }
    }

    /** Leaves a process behind. */
    public static final class LeavesProcess extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() throws IOException {
            new ProcessBuilder("sleep", Long.toString(LONG_SECONDS)).start();
        }
    }

    /** Leaves a process behind that has lost its parent and holds the output of its JVM. */
    public static final class LeavesOrphan extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() throws Exception {
            new ProcessBuilder("sh", "-c", "sleep " + LONG_SECONDS + " &")
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    /** Prints without end. */
    public static final class Floods extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            String line = "x".repeat(10_000);
            while (true) {
                System.out.println(line);
            }
        }
    }

    /** Leaves a temporary file. */
    public static final class LeavesFile extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() throws IOException {
            Files.createTempFile("faulty", ".tmp");
        }
    }

    /** Leaves a file in shared memory. */
    public static final class LeavesSharedMemory extends Fault {
        private static final long serialVersionUID = 1L;

        /** Begins the names of its files. */
        static final String PREFIX = "poolmark-faulty";

        @Override
        void happen() throws IOException {
            Files.createTempFile(Path.of("/dev/shm"), PREFIX, "");
        }
    }

    /** Leaves a descriptor open. */
    public static final class LeavesDescriptor extends Fault {
        private static final long serialVersionUID = 1L;

        @Override
        void happen() {
            try {
                OPEN.add(new ServerSocket(0));
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        }
    }
}
