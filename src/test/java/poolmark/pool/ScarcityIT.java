// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.exec.DefaultExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too little of what a pool needs from the machine: file descriptors, disk, the program {@code java}, room on a command line. */
class ScarcityIT extends FaultCase {

    private static final int THREADS = 150;

    private static void assertHolds(String limits, List<String> jvmArgs, String mode) throws Exception {
        Program program = Program.run(limits, jvmArgs, Scarce.class, mode);
        assertThat(program.exitCode()).as(program.output()).isZero();
    }

    @Test
    void poolMustSayThatFileDescriptorsAreUsedUpAndTheNextOneWork() throws Exception {
        assertHolds("ulimit -n 160", List.of(), "descriptors");
    }

    @Test
    void poolMustReplaceAWorkerWhenFileDescriptorsAreThereAgain() throws Exception {
        assertHolds("ulimit -n 160", List.of(), "descriptors for a while");
    }

    /** A limit of zero on the size of files is a full disk, wherever it is looked for, and the workers inherit it. */
    @Test
    void poolMustWorkWhereNothingCanBeWritten() throws Exception {
        assertHolds("ulimit -f 0", List.of("-Djava.io.tmpdir=/nonexistent/folder"), "disk");
    }

    @Test
    void startThatFailsInTheFourthOfFiveWorkersMustLeaveNoneAlive() throws Exception {
        assertHolds("ulimit -n 160", List.of(), "descriptors for three of five");
    }

    /** Memory with a name has no room: a mount of its own, which nobody else sees and which goes with the program. */
    @ParameterizedTest
    @ValueSource(strings = {"4k", "300k"})
    void poolMustWorkByItsPipesWhereSharedMemoryHasNoRoom(String size) throws Exception {
        assumeThat(mayMount()).as("who may mount in a namespace of his own").isTrue();
        String mount = "mount -t tmpfs -o size=" + size + " none /dev/shm";
        assertHolds("exec unshare -m sh -c '" + mount + " && exec \"$0\" \"$@\"' \"$0\" \"$@\"", List.of(), "memory");
    }

    private static boolean mayMount() throws Exception {
        return new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "/dev/shm")
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The limit is on the threads of a user, and not on those of root: the program runs as a user that nobody else is. */
    @Test
    void callsMustEndThoughThreadsAreUsedUpAndTheNextPoolWork(@TempDir Path folder) throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("who may become another user")
                .isEqualTo("root");
        List<String> classPath = new ArrayList<>();
        for (Class<?> each : List.of(ProcessPool.class, ScarcityIT.class, DefaultExecutor.class)) {
            URI from = each.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path to = folder.resolve("copy " + classPath.size());
            assertThat(new ProcessBuilder("cp", "-r", Path.of(from).toString(), to.toString())
                            .start()
                            .waitFor())
                    .isZero();
            classPath.add(to.toString());
        }
        assertThat(new ProcessBuilder("chmod", "-R", "a+rX", folder.toString())
                        .start()
                        .waitFor())
                .isZero();
        Program program = Program.run(
                "exec prlimit --nproc=" + THREADS + " setpriv --reuid 61234 --regid 61234 --clear-groups \"$0\" \"$@\"",
                List.of("-XX:+UseSerialGC"),
                String.join(":", classPath),
                Scarce.class,
                "threads");
        assertThat(program.exitCode()).as(program.output()).isZero();
    }

    @Test
    void poolMustNameTheProgramThatIsMissing() throws Exception {
        assertHolds("", List.of(), "java");
    }

    @Test
    void classPathMayBeLongerThanAnArgumentCanBe() {
        Path[] entries = Stream.concat(
                        Arrays.stream(System.getProperty("java.class.path").split(":"))
                                .map(Path::of),
                        IntStream.range(0, 4000).mapToObj(i -> Path.of("/nonexistent/a library with a \"name\" " + i)))
                .toArray(Path[]::new);
        try (ProcessPool pool = builder(1).classPath(entries).open()) {
            assertThat(pool.apply(Tasks::twice, 4)).isEqualTo(8);
            assertThat(pool.<String>apply(() -> System.getProperty("java.class.path")))
                    .endsWith("a library with a \"name\" 3999");
        }
    }

    /** The programs. */
    static final class Scarce {

        private Scarce() {}

        public static void main(String[] args) throws Exception {
            switch (args[0]) {
                case "descriptors" -> withoutDescriptors();
                case "descriptors for a while" -> withoutDescriptorsForAWhile();
                case "descriptors for three of five" -> withDescriptorsForThree();
                case "disk" -> withoutDisk();
                case "memory" -> withoutSharedMemory();
                case "threads" -> withoutThreads();
                default -> withoutJava();
            }
        }

        private static ProcessPool open(StartMethod method) {
            return ProcessPool.builder()
                    .processes(1)
                    .startMethod(method)
                    .output(line -> {})
                    .open();
        }

        /** Loads the classes that a map and a failure need: they are files as well. */
        private static void loadClasses() {
            ProcessPool bad = ProcessPool.builder()
                    .processes(1)
                    .jvmArgs("-XX:Bad")
                    .output(line -> {})
                    .open();
            Program.failureOf(() -> bad.apply(Tasks::twice, 1));
            bad.close();
            try (ProcessPool pool = open(StartMethod.SPAWN)) {
                pool.map(Tasks::twice, List.of(1, 2));
                Program.failureOf(() -> pool.apply(Tasks::signalSelf, 9));
                pool.workers().forEach(worker -> ProcessHandle.of(worker.pid()));
            }
            Program.failureOf(TaskProcess.builder(() -> 1)
                    .jvmArgs("-XX:Bad")
                    .output(line -> {})
                    .start()::join);
        }

        private static List<FileInputStream> takeAllDescriptors() throws IOException {
            List<FileInputStream> hoard = new ArrayList<>();
            while (true) {
                try {
                    hoard.add(new FileInputStream("/dev/null"));
                } catch (FileNotFoundException e) {
                    return hoard;
                }
            }
        }

        private static void release(List<FileInputStream> hoard) throws IOException {
            for (FileInputStream one : hoard) {
                one.close();
            }
        }

        private static void withoutDescriptors() throws Exception {
            loadClasses();
            try (ProcessPool before = open(StartMethod.SPAWN)) {
                Program.check(before.apply(Tasks::twice, 1) == 2, "before");
                List<FileInputStream> hoard = takeAllDescriptors();
                ProcessPool without = open(StartMethod.SPAWN);
                Throwable failure = Program.failureOf(() -> without.apply(Tasks::twice, 1));
                without.close();
                TaskProcess<Integer> process = TaskProcess.start(() -> 1);
                Throwable ofProcess = Program.failureOf(process::join);
                Program.check(before.apply(Tasks::twice, 2) == 4, "those who run are not concerned");
                release(hoard);
                for (Throwable each : List.of(failure, ofProcess)) {
                    Program.check(
                            each instanceof PoolException && each.getMessage().contains("Too many open files"), each);
                }
                try (ProcessPool after = open(StartMethod.SPAWN)) {
                    Program.check(after.apply(Tasks::twice, 3) == 6, "after");
                }
            }
        }

        private static void withoutDescriptorsForAWhile() throws Exception {
            loadClasses();
            try (ProcessPool pool = ProcessPool.open(1)) {
                pool.apply(Tasks::twice, 1);
                List<FileInputStream> hoard = takeAllDescriptors();
                for (WorkerInfo worker : pool.workers()) {
                    ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
                Thread.sleep(500);
                release(hoard);
                Throwable failure = null;
                try {
                    Program.check(pool.apply(Tasks::twice, 1) == 2, "result");
                } catch (PoolException e) {
                    failure = e;
                }
                // whether it has given up by then is its own affair, but not what it says then
                Program.check(failure == null || failure.getMessage().contains("Too many open files"), failure);
            }
        }

        private static void withDescriptorsForThree() throws Exception {
            loadClasses();
            List<FileInputStream> hoard = takeAllDescriptors();
            release(hoard.subList(0, 3 * 3 + 5)); // three pipes for each worker, and what a start takes for a moment
            ProcessPool pool =
                    ProcessPool.builder().processes(5).output(line -> {}).open();
            Throwable failure = Program.failureOf(
                    () -> pool.map(Tasks::sleep, List.of(300, 300, 300, 300, 300, 300, 300, 300, 300, 300), 1));
            pool.close();
            long alive = ProcessHandle.current()
                    .children()
                    .filter(ProcessHandle::isAlive)
                    .count();
            release(hoard);
            Program.check(failure.getMessage().contains("Too many open files"), failure);
            Program.check(alive == 0, alive + " left alive");
            try (ProcessPool after = open(StartMethod.SPAWN)) {
                Program.check(after.apply(Tasks::twice, 3) == 6, "after");
            }
        }

        /** Shared memory is asked for after a few calls, and a large one. */
        private static void withoutSharedMemory() throws Exception {
            long room = Files.getFileStore(Path.of("/dev/shm")).getTotalSpace();
            Program.check(room < 400_000, "/dev/shm has " + room + " bytes");
            try (ProcessPool pool = ProcessPool.open(2)) {
                for (int i = 0; i < 200; i++) {
                    Program.check(pool.apply(Tasks::twice, i) == 2 * i, "small");
                }
                Program.check(pool.apply((byte[] x) -> x.length, new byte[5_000_000]) == 5_000_000, "large");
                Program.check(pool.apply(size -> new byte[size], 5_000_000).length == 5_000_000, "answer");
                Program.check(SharedWords.count(ProcessHandle.current().pid()) == 0, "nothing can be shared here");
            }
            try (var left = Files.list(Path.of("/dev/shm"))) {
                Program.check(left.findAny().isEmpty(), "a file is left in /dev/shm");
            }
        }

        private static void takeAllThreads(CountDownLatch release) {
            try {
                for (int i = 0; i < THREADS; i++) {
                    Thread thread = new Thread(() -> awaitQuietly(release));
                    thread.setDaemon(true);
                    thread.start();
                }
            } catch (OutOfMemoryError e) {
                return;
            }
            throw new IllegalStateException("the limit on threads is not in force");
        }

        private static void awaitQuietly(CountDownLatch release) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void withoutThreads() throws Exception {
            loadClasses();
            CountDownLatch release = new CountDownLatch(1);
            ProcessPool before = open(StartMethod.SPAWN);
            Program.check(before.applyAsync(Tasks::twice, 1).get() == 2, "before");
            Thread.sleep(1500); // until the threads that all pools share have ended
            takeAllThreads(release);
            Program.check(before.applyAsync(Tasks::twice, 2).get(10, TimeUnit.SECONDS) == 4, "a callback's thread");
            ProcessPool without = open(StartMethod.SPAWN);
            Throwable failure = Program.failureOf(() -> without.apply(Tasks::twice, 1));
            Program.check(
                    failure instanceof PoolException && failure.getMessage().contains("no worker could be"), failure);
            without.close();
            CompletableFuture<Integer> running = before.applyAsync(CrashIT.Death.HALT::die, 1);
            CompletableFuture<Integer> queued = before.applyAsync(Tasks::twice, 3);
            Throwable crash = Program.failureOf(running::join);
            Program.check(crash.getCause() instanceof WorkerCrashedException, crash);
            // whether a worker can be started by then is the machine's affair: it must end in either way
            Integer result = queued.handle((value, refused) -> refused == null ? value : 6)
                    .get(10, TimeUnit.SECONDS);
            Program.check(result == 6, result);
            release.countDown();
            before.close();
            try (ProcessPool after = open(StartMethod.SPAWN)) {
                Program.check(after.applyAsync(Tasks::twice, 3).get(10, TimeUnit.SECONDS) == 6, "after");
            }
        }

        private static void withoutDisk() {
            for (StartMethod method : StartMethod.values()) {
                try (ProcessPool pool = open(method)) {
                    Program.check(pool.apply((byte[] x) -> x.length, new byte[5_000_000]) == 5_000_000, "bytes");
                    Throwable failure = Program.failureOf(() -> pool.apply(Tasks::signalSelf, 11));
                    Program.check(failure instanceof WorkerCrashedException, failure);
                    Program.check(pool.apply(Tasks::twice, 4) == 8, "after the crash");
                }
            }
        }

        private static void withoutJava() {
            open(StartMethod.SPAWN).close(); // the JDK itself reads its files when it starts its first process
            System.setProperty("java.home", "/nonexistent/jdk");
            for (StartMethod method : StartMethod.values()) {
                ProcessPool pool = open(method);
                Throwable failure = Program.failureOf(() -> pool.apply(Tasks::twice, 1));
                Program.check(failure.getMessage().contains("/nonexistent/jdk/bin/java"), failure);
                pool.close();
            }
            TaskProcess<Integer> process =
                    TaskProcess.<Integer>builder(() -> 1).output(line -> {}).start();
            Throwable failure = Program.failureOf(process::join);
            Program.check(failure.getMessage().contains("/nonexistent/jdk/bin/java"), failure);
        }
    }
}
