// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something behind: a child process, a thread of the pool, a file descriptor, a temporary file.
 *
 * <p>After each test and, for what a whole class shares, after the class. Two kinds of things may stay for a while: the
 * two threads that all pools share age out, so they are looked for after the class only; and blank workers on the shelf
 * of {@link StartMethod#STANDBY} wait there, each with one thread, as long as they are nobody's.
 */
final class NothingLeftBehind implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(NothingLeftBehind.class);

    /** What closing may take: a process is reaped by a thread of the JDK, and its pipes are closed a little later. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** Files that a JDK opens at first use and keeps: jars, its own modules, random devices. */
    private static final int FILES_OPENED_LAZILY = 12;

    private static final Set<String> SHARED_THREADS = Set.of("poolmark-deadlines", "poolmark-callback");
    private static final String ON_THE_SHELF = "poolmark-standby";
    private static final String STDERR_READER = "poolmark-stderr";

    /** Names of workers on the shelf are those of nobody; before the first test that uses one, none is excused. */
    private static volatile boolean shelfInUse;

    private record State(Set<Long> children, Set<Thread> threads, int pipes, int files, Set<Path> temporary) {}

    /** From now on blank workers may wait on the shelf. */
    static void useShelf() {
        shelfInUse = true;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put("class", state());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put("test", state());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        State before = context.getStore(HERE).get("test", State.class);
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> check(before, SHARED_THREADS));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        State before = context.getStore(HERE).get("class", State.class);
        Set<String> excused = shelfInUse ? SHARED_THREADS : Set.of();
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> check(before, excused));
    }

    private static void check(State before, Set<String> excusedThreads) {
        State after = state();
        Set<Thread> threads = new HashSet<>(after.threads());
        threads.removeAll(before.threads());
        threads.removeIf(thread -> excusedThreads.contains(thread.getName()));
        int shelved = shelfInUse ? count(after.threads(), ON_THE_SHELF) : 0;
        if (shelfInUse) {
            threads.removeIf(thread -> thread.getName().equals(ON_THE_SHELF));
            int readers = Math.min(shelved, count(threads, STDERR_READER));
            threads.stream()
                    .filter(thread -> thread.getName().equals(STDERR_READER))
                    .limit(readers)
                    .toList()
                    .forEach(threads::remove);
        }
        Set<Long> children = new HashSet<>(after.children());
        children.removeAll(before.children());
        Set<Path> temporary = new HashSet<>(after.temporary());
        temporary.removeAll(before.temporary());
        assertThat(threads).as("threads left behind").isEmpty();
        assertThat(children.size()).as("processes left behind: %s", children).isLessThanOrEqualTo(shelved);
        assertThat(after.pipes()).as("open pipes").isLessThanOrEqualTo(before.pipes() + 3 * shelved);
        assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + FILES_OPENED_LAZILY);
        assertThat(temporary).as("temporary files left behind").isEmpty();
    }

    private static int count(Set<Thread> threads, String name) {
        return (int)
                threads.stream().filter(thread -> thread.getName().equals(name)).count();
    }

    private static State state() {
        int pipes = 0;
        int files = 0;
        for (Path descriptor : list(Path.of("/proc/self/fd"))) {
            if (target(descriptor).startsWith("pipe:")) {
                pipes++;
            } else {
                files++;
            }
        }
        return new State(children(), threads(), pipes, files, temporaryFiles());
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("poolmark"))
                .collect(Collectors.toSet());
    }

    /** Others use these folders too: ours are files that name the project, and performance data of our processes. */
    private static Set<Path> temporaryFiles() {
        Set<Path> found = new HashSet<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path folder : List.of(temporary, Path.of("/dev/shm"))) {
            list(folder).stream()
                    .filter(file -> file.getFileName().toString().startsWith("poolmark"))
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
