// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.pool.Trap.Blow;
import poolmark.pool.Trap.Moment;
import poolmark.pool.Trap.TrapException;

/** Heaps that are too small, in the workers and here, values that are too large for any, and memory that is given back. */
class MemoryIT extends FaultCase {

    private static final int MIB = 1 << 20;

    private static void assertExhausted(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("OutOfMemoryError")
                .hasMessageContaining("maxHeap")
                .hasNoSuppressedExceptions();
    }

    @Test
    void heapThatIsExhaustedOverAValueInTheWorkerMustCostThatTaskAlone() throws Exception {
        Trap read = new Trap(Moment.READ_IN_WORKER, Blow.EXHAUSTS_THE_HEAP);
        Trap written = new Trap(Moment.WRITTEN_IN_WORKER, Blow.EXHAUSTS_THE_HEAP);
        try (ProcessPool pool = openReady(builder(2).maxHeap("64m"), 2)) {
            assertExhausted(catchThrowable(() -> pool.<Object, Integer>map(x -> 0, List.of(1, read, 3), 3)));
            assertExhausted(catchThrowable(() -> pool.apply(() -> read.hashCode())));
            assertExhausted(catchThrowable(() -> pool.<Integer, Object>map(
                    x -> x == 1 ? new Trap(Moment.WRITTEN_IN_WORKER, Blow.EXHAUSTS_THE_HEAP) : x, upTo(3), 3)));
            assertExhausted(catchThrowable(() -> pool.apply(() -> {
                throw new TrapException(new Trap(Moment.WRITTEN_IN_WORKER, Blow.EXHAUSTS_THE_HEAP));
            })));
            assertExhausted(catchThrowable(() -> pool.<long[]>apply(() -> new long[45 * MIB / Long.BYTES])));
            assertThat(pool.<Object, Integer>apply(x -> 1, written)).isEqualTo(1);
            assertWhole(pool);
        }
    }

    @Test
    void heapThatIsExhaustedOverAValueHereMustCostThatTaskAlone() throws Exception {
        try (ProcessPool pool = openReady(builder(2), 2)) {
            assertThatThrownBy(() -> pool.<Object, Integer>map(
                            x -> 0, List.of(1, new Trap(Moment.WRITTEN_HERE, Blow.EXHAUSTS_THE_HEAP), 3), 3))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("task 1")
                    .hasNoSuppressedExceptions();
            assertThatThrownBy(() -> pool.<Integer, Object>map(
                            x -> x == 1 ? new Trap(Moment.READ_HERE, Blow.EXHAUSTS_THE_HEAP) : x, upTo(3), 3))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("task 1")
                    .hasNoSuppressedExceptions();
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw new TrapException(new Trap(Moment.READ_HERE, Blow.EXHAUSTS_THE_HEAP));
                    }))
                    .isInstanceOf(TaskFailedException.class)
                    .hasCauseInstanceOf(RemoteTaskException.class);
            Trap captured = new Trap(Moment.WRITTEN_HERE, Blow.EXHAUSTS_THE_HEAP);
            assertThatThrownBy(() -> pool.apply(() -> captured.hashCode()))
                    .isInstanceOf(NotSerializableTaskException.class);
            assertWhole(pool);
        }
    }

    @Test
    void initializerThatExhaustsTheHeapMustBreakThePoolAndSaySo() {
        ProcessPool pool = builder(2)
                .maxHeap("32m")
                .initializer(() -> System.setProperty("x", "" + new long[100 * MIB].length))
                .output(line -> {})
                .open();
        assertThatThrownBy(() -> pool.apply(Tasks::twice, 1))
                .isInstanceOf(PoolException.class)
                .hasMessageContaining("OutOfMemoryError");
        pool.close();
    }

    @Test
    void workersThatGetNoMemoryMustBreakThePoolAndSaySo() {
        for (String heap : List.of("1", "900t")) {
            ProcessPool pool = builder(1)
                    .maxHeap(heap)
                    .jvmArgs("-Xms" + heap)
                    .output(line -> {})
                    .open();
            assertThatThrownBy(() -> pool.apply(Tasks::twice, 1))
                    .isInstanceOf(PoolException.class)
                    .hasMessageMatching("(?s).*(heap|memory).*");
            pool.close();
        }
    }

    private static void assertHolds(String heap, String mode) throws Exception {
        Program program = Program.run("", List.of("-Xmx" + heap), Small.class, mode);
        assertThat(program.exitCode()).as(program.output()).isZero();
    }

    @Test
    void resultThatIsLargerThanTheHeapHereMustFailItsTaskAlone() throws Exception {
        assertHolds("64m", "result");
    }

    @Test
    void argumentThatIsTooLargeForTheHeapHereMustFailItsTaskAlone() throws Exception {
        assertHolds("96m", "argument");
    }

    @Test
    void memoryOfLargeValuesMustBeGivenBackHere() throws Exception {
        assertHolds("600m", "given back");
    }

    @Test
    void valuesBeyondTwoGibibytesMustBeRefusedAndChunksOfThemBeParted() throws Exception {
        long freeKib = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        assumeThat(freeKib).as("free memory").isGreaterThan(12L * MIB);
        assertHolds("5g", "two gibibytes");
    }

    @Test
    void memoryOfLargeValuesMustBeGivenBackByAWorkerThatIsIdle(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("used");
        String name = file.toString();
        try (ProcessPool pool = openReady(builder(1).maxHeap("256m"), 1)) {
            pool.apply(
                    bytes -> {
                        new Thread(() -> writeUsedMemory(Path.of(name), 20L * MIB)).start();
                        return bytes;
                    },
                    new byte[50 * MIB]);
            await().atMost(LONG).until(() -> Files.exists(file) && Files.size(file) > 0);
            assertThat(Long.parseLong(Files.readString(file))).isLessThan(20L * MIB);
        }
    }

    /** Writes how much is used as soon as that is little enough, or as it is after half a minute. */
    private static void writeUsedMemory(Path file, long enough) {
        try {
            long used = usedMemory();
            for (int i = 0; i < 150 && used >= enough; i++) {
                Thread.sleep(200);
                used = usedMemory();
            }
            Path unfinished = file.resolveSibling("unfinished");
            Files.writeString(unfinished, "" + used);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void argumentsAndResultsMustNotBeKeptAfterTheirCall() throws Exception {
        try (ProcessPool pool = openReady(builder(1), 1)) {
            List<WeakReference<?>> kept = new ArrayList<>();
            runAndForget(pool, kept);
            await().atMost(LONG).untilAsserted(() -> {
                System.gc();
                assertThat(kept).allMatch(reference -> reference.get() == null);
            });
        }
    }

    private static void runAndForget(ProcessPool pool, List<WeakReference<?>> kept) {
        ArrayList<Integer> argument = new ArrayList<>(List.of(1, 2));
        CompletableFuture<ArrayList<Integer>> call = pool.applyAsync(list -> list, argument);
        kept.add(new WeakReference<>(argument));
        kept.add(new WeakReference<>(call));
        kept.add(new WeakReference<>(call.join()));
        kept.add(new WeakReference<>(pool.map(list -> list, List.of(argument)).get(0)));
    }

    /** The programs. */
    static final class Small {

        private Small() {}

        public static void main(String[] args) {
            try (ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .maxHeap("8g")
                    .jvmArgs("-XX:+UseSerialGC")
                    .output(line -> {})
                    .open()) {
                pool.map(Tasks::twice, upTo(20), 1);
                switch (args[0]) {
                    case "result" -> result(pool);
                    case "argument" -> argument(pool);
                    case "given back" -> givenBack(pool);
                    default -> twoGibibytes(pool);
                }
                Program.check(pool.map(Tasks::twice, upTo(40), 1).get(39) == 78, "the pool goes on");
                Program.check(pool.workers().size() == 2, "all workers are there");
            }
        }

        private static void result(ProcessPool pool) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<List<Integer>> others = pool.mapAsync(Tasks::twice, upTo(20), 1);
                Throwable failure = Program.failureOf(() -> pool.<byte[]>apply(() -> new byte[200 * MIB]));
                Program.check(
                        failure instanceof PoolException && failure.getMessage().contains("heap space"), failure);
                Program.check(others.join().size() == 20, "others");
                // fits, and does not fit twice: as it came, and as it is rebuilt
                Throwable twice = Program.failureOf(() -> pool.<long[]>apply(() -> new long[40 * MIB / Long.BYTES]));
                Program.check(
                        twice instanceof PoolException && twice.getMessage().contains("heap space"), twice);
            }
        }

        private static void argument(ProcessPool pool) {
            int refused = 0;
            for (int mebibytes = 10; mebibytes <= 70; mebibytes += 2) {
                byte[] large = new byte[mebibytes * MIB];
                Program.check(pool.apply((byte[] x) -> x.length, large) == large.length, "it needs no copy");
                try {
                    Program.check(pool.applyAsync((byte[] x) -> x.length, large).join() == large.length, "length");
                } catch (CompletionException e) {
                    Program.check(e.getCause().getMessage().contains("heap"), e);
                    refused++;
                }
            }
            Program.check(refused > 5, refused);
        }

        private static void givenBack(ProcessPool pool) {
            for (int i = 0; i < 4; i++) {
                pool.map((byte[] x) -> x, Collections.nCopies(2, new byte[60 * MIB]), 1);
                pool.imap((byte[] x) -> x, Collections.nCopies(2, new byte[60 * MIB]), 1)
                        .forEach(x -> {});
            }
            long used = usedMemory();
            Program.check(used < 20L * MIB, used / MIB + " MiB are used still");
        }

        private static void twoGibibytes(ProcessPool pool) {
            long[] large = new long[1 << 28];
            Throwable argument = Program.failureOf(() -> pool.apply((long[] x) -> x.length, large));
            Program.check(
                    argument instanceof NotSerializableTaskException
                            && argument.getMessage().contains("too large"),
                    argument);
            Throwable result = Program.failureOf(() -> pool.<long[]>apply(() -> new long[1 << 28]));
            Program.check(
                    result instanceof NotSerializableTaskException
                            && result.getMessage().contains("too large"),
                    result);
            Iterator<Integer> lengths = pool.imap(
                            (byte[] x) -> x.length, Collections.nCopies(22, new byte[100 * MIB]), 22)
                    .iterator();
            for (int i = 0; i < 22; i++) {
                Program.check(lengths.next() == 100 * MIB, "length " + i);
            }
        }
    }
}
