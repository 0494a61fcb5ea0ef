// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import poolmark.pool.host.process.Standby;

/**
 * Fails a test that leaves something behind: a child process, a thread of the pool, a file descriptor, a temporary file.
 *
 * <p>After each test and, for what a whole class shares, after the class. Two kinds of things may stay for a while: the
 * threads that all pools share age out, so they are looked for after the class only; and blank workers on the shelf
 * of {@link StartMethod#STANDBY} wait there, each with one thread, as long as they are nobody's.
 */
final class NothingLeftBehind implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(NothingLeftBehind.class);

    /** What closing may take: a process is reaped by a thread of the JDK, and its pipes are closed a little later. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** Files that a JDK opens at first use and keeps: jars, its own modules, random devices. */
    private static final int FILES_OPENED_LAZILY = 12;

    private static final Set<String> SHARED_THREADS =
            Set.of("poolmark-deadlines", "poolmark-callback", "poolmark-stderr");
    private static final String ON_THE_SHELF = "poolmark-standby";

    /** Other builds on this machine leave theirs in the same folders. */
    private static final String OF_THIS_PROCESS =
            "poolmark-" + ProcessHandle.current().pid() + "-";

    /** Before the first test that uses the shelf, no process is excused. */
    private static volatile boolean shelfInUse;

    /**
     * How much there is of everything, without what belongs to blank workers on the shelf.
     *
     * @param settled whether every thread of a worker had its process, and with it the pipes, before all else was counted
     */
    private record State(
            boolean settled, int processes, List<String> threads, int pipes, int files, Set<Path> temporary) {}

    /** From now on blank workers may wait on the shelf. */
    static void useShelf() {
        shelfInUse = true;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put("class", settledState());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put("test", settledState());
    }

    /** Waits until workers that are being started have a process, and those that end have gone: twice the same. */
    private static State settledState() {
        State before = state();
        State state = state();
        for (int i = 0; i < 200 && !(state.settled() && state.equals(before)); i++) {
            LockSupport.parkNanos(10_000_000);
            before = state;
            state = state();
        }
        return state;
    }

    private static boolean isWorkers(String thread) {
        return !SHARED_THREADS.contains(thread);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        State before = context.getStore(HERE).get("test", State.class);
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> check(before, state()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        State before = context.getStore(HERE).get("class", State.class);
        Standby.SHARED.clear();
        shelfInUse = false;
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            check(before, state());
            assertThat(threads()).as("threads that should have aged out").isEmpty();
        });
    }

    private static void check(State before, State after) {
        Set<Path> temporary = new HashSet<>(after.temporary());
        temporary.removeAll(before.temporary());
        assertThat(after.settled()).as("no workers are being started").isTrue();
        assertThat(after.processes()).as("processes left behind").isLessThanOrEqualTo(before.processes());
        assertThat(after.threads())
                .as("threads left behind")
                .hasSizeLessThanOrEqualTo(before.threads().size());
        assertThat(after.pipes()).as("open pipes").isLessThanOrEqualTo(before.pipes());
        assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + FILES_OPENED_LAZILY);
        assertThat(temporary).as("temporary files left behind").isEmpty();
    }

    /** Processes are counted first and threads last: whoever starts in between is a thread too many, not pipes too few. */
    private static State state() {
        int children = alive(ProcessHandle.current().children());
        int descendants = alive(ProcessHandle.current().descendants());
        int pipes = 0;
        int files = 0;
        for (Path descriptor : list(Path.of("/proc/self/fd"))) {
            if (target(descriptor).startsWith("pipe:")) {
                pipes++;
            } else {
                files++;
            }
        }
        List<String> workers =
                threads().stream().filter(NothingLeftBehind::isWorkers).toList();
        int shelved = shelfInUse ? count(workers, ON_THE_SHELF) : 0;
        List<String> others = new ArrayList<>(workers);
        others.removeIf(name -> shelfInUse && name.equals(ON_THE_SHELF));
        others.sort(null);
        return new State(
                children >= workers.size(),
                descendants - shelved,
                others,
                pipes - 3 * shelved,
                files,
                temporaryFiles());
    }

    private static int alive(Stream<ProcessHandle> processes) {
        return (int) processes.filter(ProcessHandle::isAlive).count();
    }

    private static int count(List<String> threads, String name) {
        return (int) threads.stream().filter(name::equals).count();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("poolmark"))
                .toList();
    }

    /** Others use these folders too: ours are files that name the project, and performance data of our processes. */
    private static Set<Path> temporaryFiles() {
        Set<Path> found = new HashSet<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path folder : List.of(temporary, Path.of("/dev/shm"))) {
            list(folder).stream()
                    .filter(file -> file.getFileName().toString().startsWith(OF_THIS_PROCESS))
                    .forEach(found::add);
        }
        return found;
    }

    private static Set<Path> list(Path folder) {
        Set<Path> found = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(found::add);
        } catch (IOException e) {
            return Set.of(); // no such folder on this system
        }
        return found;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
