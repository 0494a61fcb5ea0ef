// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.pool.Trap.Blow;
import poolmark.pool.Trap.Moment;
import poolmark.pool.Trap.TrapException;

/** Tasks, arguments, results and exceptions that cannot travel: whatever goes wrong, one task fails and nobody waits. */
class TransferFaultIT extends FaultCase {

    private ProcessPool pool;

    @BeforeAll
    void openPool() throws InterruptedException {
        pool = openReady(builder(2), 2);
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    private static final class Order implements Serializable {
        private static final long serialVersionUID = 1L;

        final ArrayList<Item> items = new ArrayList<>(List.of(new Item(null), new Item(new Object())));
    }

    private record Item(Object culprit) implements Serializable {}

    @Test
    void argumentThatIsNotSerialisableMustFailItsTaskAloneAndNameClassAndPath() {
        List<Object> items = List.of(1, new Order(), 3);
        assertThatThrownBy(() -> pool.<Object, Object>map(x -> x, items, 3))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("task 1")
                .hasMessageContaining("java.lang.Object")
                .hasMessageContaining("items[1].culprit");
        assertThatThrownBy(() -> pool.apply(x -> x, new Order()))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("items[1].culprit");
        assertWhole(pool);
    }

    @Test
    void resultThatIsNotSerialisableMustFailItsTaskAloneAndNameClassPathAndWorker() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> pool.<Integer, Object>map(x -> x == 1 ? new Order() : x, upTo(3), 3))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("task 1")
                    .hasMessageContaining("java.lang.Object")
                    .hasMessageContaining("items[1].culprit")
                    .hasMessageContaining("SpawnPoolWorker-")
                    .hasNoSuppressedExceptions();
        }
        assertWhole(pool);
    }

    @Test
    void taskThatCapturesWhatIsNotSerialisableMustBeRefusedAndNameIt() {
        Object captured = new Object();
        Item deep = new Item(captured);
        assertThatThrownBy(() -> pool.apply(x -> captured.hashCode(), 1))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> pool.map(x -> deep.hashCode(), upTo(2)))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("java.lang.Object")
                .hasMessageContaining("culprit");
        assertThatThrownBy(() -> pool.apply(x -> this.hashCode(), 1))
                .isInstanceOf(NotSerializableTaskException.class)
                .hasMessageContaining("TransferFaultIT");
        assertThatThrownBy(() -> pool.imap(x -> captured, upTo(3))).isInstanceOf(NotSerializableTaskException.class);
        assertWhole(pool);
    }

    private static final class Unsendable extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // on purpose
        private final Object culprit = new Object();

        Unsendable() {
            super("stays there");
        }

        @Override
        public String toString() {
            return "has " + culprit.getClass();
        }
    }

    @Test
    void exceptionThatIsNotSerialisableMustComeAsText() {
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new Unsendable();
                }))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseInstanceOf(RemoteTaskException.class)
                .satisfies(failure -> {
                    RemoteTaskException remote = (RemoteTaskException) failure.getCause();
                    assertThat(remote.className()).isEqualTo("poolmark.pool.TransferFaultIT$Unsendable");
                    assertThat(remote.remoteMessage()).isEqualTo("stays there");
                    assertThat(remote.remoteTrace()).contains("TransferFaultIT.lambda");
                });
        assertWhole(pool);
    }

    static Stream<Blow> survivable() {
        return Stream.of(Blow.THROWS, Blow.THROWS_IO, Blow.THROWS_ERROR, Blow.OVERFLOWS);
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void argumentMayFailOnEitherSide(Blow blow) {
        for (Moment moment : List.of(Moment.WRITTEN_HERE, Moment.READ_IN_WORKER)) {
            List<Object> items = List.of(1, new Trap(moment, blow), 3, 4);
            CompletableFuture<List<Integer>> concurrent = pool.mapAsync(Tasks::twice, upTo(10));
            assertThatThrownBy(() -> pool.<Object, Integer>map(x -> 0, items, 4))
                    .as("%s %s", blow, moment)
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("task 1")
                    .hasNoSuppressedExceptions();
            assertThat(concurrent.join()).hasSize(10);
        }
        assertWhole(pool);
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void taskMayFailOnEitherSide(Blow blow) {
        for (Moment moment : List.of(Moment.WRITTEN_HERE, Moment.READ_IN_WORKER)) {
            Trap captured = new Trap(moment, blow);
            assertThatThrownBy(() -> pool.map(x -> captured.hashCode(), upTo(4), 2))
                    .as("%s %s", blow, moment)
                    .isInstanceOf(NotSerializableTaskException.class);
        }
        assertWhole(pool);
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void resultMayFailOnEitherSide(Blow blow) {
        for (Moment moment : List.of(Moment.WRITTEN_IN_WORKER, Moment.READ_HERE)) {
            assertThatThrownBy(() -> pool.<Integer, Object>map(x -> x == 1 ? new Trap(moment, blow) : x, upTo(4), 4))
                    .as("%s %s", blow, moment)
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("task 1")
                    .hasNoSuppressedExceptions();
        }
        assertWhole(pool);
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void exceptionMayFailOnEitherSideAndStillBeTold(Blow blow) {
        for (Moment moment : List.of(Moment.WRITTEN_IN_WORKER, Moment.READ_HERE)) {
            assertThatThrownBy(() -> pool.apply(() -> {
                        throw new TrapException(new Trap(moment, blow));
                    }))
                    .as("%s %s", blow, moment)
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContaining("holds a trap")
                    .cause()
                    .isInstanceOf(RemoteTaskException.class)
                    .hasMessageContaining("TrapException");
        }
        assertWhole(pool);
    }

    @ParameterizedTest
    @EnumSource(
            value = Blow.class,
            names = {"EXITS", "HALTS", "IS_KILLED"})
    void workerThatDiesOverAValueMustFailThatTaskAlone(Blow blow) {
        List<Object> items = List.of(1, new Trap(Moment.READ_IN_WORKER, blow), 3, 4);
        assertThatThrownBy(() -> pool.<Object, Integer>map(x -> 0, items, 4))
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("task 1")
                .hasNoSuppressedExceptions();
        Moment written = Moment.WRITTEN_IN_WORKER;
        assertThatThrownBy(() -> pool.<Integer, Object>map(x -> x == 1 ? new Trap(written, blow) : x, upTo(4), 4))
                .isInstanceOf(WorkerCrashedException.class)
                .hasMessageContaining("task 1")
                .hasNoSuppressedExceptions();
        assertThatThrownBy(() -> pool.apply(() -> {
                    throw new TrapException(new Trap(written, blow));
                }))
                .isInstanceOf(WorkerCrashedException.class);
        Trap captured = new Trap(Moment.READ_IN_WORKER, blow);
        assertThatThrownBy(() -> pool.apply(x -> captured.hashCode(), 1)).isInstanceOf(WorkerCrashedException.class);
        assertWhole(pool);
    }

    /** Exceptions whose methods throw, whose causes run in a ring, that have no trace, or a huge message. */
    private static class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int kind;

        Odd(int kind) {
            super(kind == 4 ? "x".repeat(3_000_000) : "odd " + kind, null, true, kind != 3);
            this.kind = kind;
        }

        @Override
        public String getMessage() {
            if (kind == 0) {
                throw new IllegalStateException("no message");
            }
            if (kind == 5) {
                throw new AssertionError("no message");
            }
            return super.getMessage();
        }

        @Override
        public synchronized Throwable getCause() {
            if (kind == 6) {
                throw new IllegalStateException("no cause");
            }
            return kind == 1 ? this : super.getCause();
        }

        @Override
        public void setStackTrace(StackTraceElement[] trace) {
            if (kind == 2) {
                throw new UnsupportedOperationException("no trace");
            }
            super.setStackTrace(trace);
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return kind == 7 ? null : super.getStackTrace();
        }

        @Override
        public String toString() {
            return kind == 8 ? null : "odd one";
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void oddExceptionMustFailItsTaskAndSpareTheWorker(int kind) {
        List<Long> before = pids(pool).stream().sorted().toList();
        assertThat(catchThrowable(() -> pool.apply(() -> {
                    throw new Odd(kind);
                })))
                .isInstanceOf(TaskFailedException.class);
        assertWhole(pool);
        assertThat(pids(pool).stream().sorted().toList()).isEqualTo(before);
    }

    @Test
    void exceptionWithARingOfCausesMustComeBack() {
        assertThatThrownBy(() -> pool.apply(() -> {
                    IllegalStateException a = new IllegalStateException("a");
                    IllegalStateException b = new IllegalStateException("b", a);
                    a.initCause(b);
                    throw a;
                }))
                .isInstanceOf(TaskFailedException.class);
        assertWhole(pool);
    }

    @Test
    void largeArgumentAndResultMustTravel() {
        byte[] large = new byte[64 << 20];
        Arrays.fill(large, (byte) 7);
        large[large.length - 1] = 1;
        byte[] back = pool.apply(
                bytes -> {
                    bytes[0] = bytes[bytes.length - 1];
                    return bytes;
                },
                large);
        assertThat(back).hasSize(64 << 20);
        assertThat(back[0]).isEqualTo((byte) 1);
        assertThat(large[0]).isEqualTo((byte) 7);
        // both directions full at the same time
        List<int[]> results = pool.map(array -> array, Collections.nCopies(8, new int[1 << 20]), 2);
        assertThat(results).hasSize(8).allMatch(array -> array.length == 1 << 20);
    }

    @Test
    void filterMustKeepClassesOfResultsAndExceptionsOut() {
        ObjectInputFilter filter =
                ObjectInputFilter.Config.createFilter("!poolmark.pool.TransferFaultIT$*;maxarray=1000");
        try (ProcessPool filtered = builder(1).serialFilter(filter).open()) {
            assertThatThrownBy(() -> filtered.<Object>apply(() -> new Item(1)))
                    .isInstanceOf(NotSerializableTaskException.class);
            assertThatThrownBy(() -> filtered.apply(() -> {
                        throw new Odd(9);
                    }))
                    .isInstanceOf(TaskFailedException.class)
                    .hasCauseInstanceOf(RemoteTaskException.class);
            assertThat(filtered.<Object>apply(() -> new ArrayList<>(List.of(1))))
                    .isEqualTo(List.of(1));
            assertThatThrownBy(() -> filtered.<Object>apply(() -> new String[2000]))
                    .isInstanceOf(NotSerializableTaskException.class);
            assertThat(filtered.apply((Item item) -> item.culprit(), new Item(4)))
                    .isEqualTo(4);
        }
    }

    private static Path compile(Path folder, String name, String source) throws Exception {
        Path file = folder.resolve(name + ".java");
        Files.writeString(file, source);
        Path classes = Files.createDirectories(folder.resolve("classes of " + name + " ü"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", classes.toString(), file.toString());
        assertThat(failed).isZero();
        return classes;
    }

    private static Path[] classPathWith(Path more) {
        return Stream.concat(
                        Stream.of(more),
                        Arrays.stream(System.getProperty("java.class.path").split(":"))
                                .map(Path::of))
                .toArray(Path[]::new);
    }

    @Test
    void classThatIsMissingHereMustBeNamed(@TempDir Path folder) throws Exception {
        Path classes = compile(folder, "OnlyThere", "public class OnlyThere extends RuntimeException { int x = 1; }");
        try (ProcessPool own = builder(1).classPath(classPathWith(classes)).open()) {
            assertThatThrownBy(() -> own.<Object>apply(() -> {
                        throw (RuntimeException) Class.forName("OnlyThere")
                                .getDeclaredConstructor()
                                .newInstance();
                    }))
                    .isInstanceOf(TaskFailedException.class)
                    .hasMessageContaining("OnlyThere")
                    .hasCauseInstanceOf(RemoteTaskException.class);
            assertThatThrownBy(() -> own.<Object>apply(() ->
                            Class.forName("OnlyThere").getDeclaredConstructor().newInstance()))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("OnlyThere");
            assertWhole(own);
        }
    }

    @Test
    void classThatIsMissingInTheWorkerMustBeNamed(@TempDir Path folder) throws Exception {
        Path classes = compile(
                folder, "OnlyHere", "public class OnlyHere implements java.io.Serializable { public int x = 1; }");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Object onlyHere =
                    loader.loadClass("OnlyHere").getDeclaredConstructor().newInstance();
            assertThatThrownBy(() -> pool.apply(x -> 0, onlyHere))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("OnlyHere");
            assertThatThrownBy(() -> pool.apply(() -> onlyHere.hashCode()))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("OnlyHere");
        }
        assertWhole(pool);
    }

    @Test
    void taskWhoseClassIsMissingInTheWorkerMustBeNamed() throws Exception {
        Path library = Path.of(ProcessPool.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ProcessPool own = builder(1).classPath(library).open()) {
            assertThatThrownBy(() -> own.apply(Tasks::twice, 1))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("poolmark.pool.Tasks");
            assertThatThrownBy(() -> own.apply(new Functions.Adder(1), 1))
                    .isInstanceOf(NotSerializableTaskException.class)
                    .hasMessageContaining("poolmark.pool.Functions$Adder");
            assertThat(own.map(String::length, List.of("a", "bb"))).containsExactly(1, 2);
        }
    }

    @Test
    void failuresOfManyTasksMustAllBeToldOnce() {
        Map<Boolean, Long> kinds = upTo(60).stream()
                .map(x -> pool.applyAsync(y -> y % 2 == 0 ? (Object) y : new Object(), x)
                        .handle((value, failure) -> failure == null))
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(b -> b, Collectors.counting()));
        assertThat(kinds).isEqualTo(Map.of(true, 30L, false, 30L));
        assertWhole(pool);
    }
}
