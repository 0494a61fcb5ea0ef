// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The compilers of this JVM, as Linux sees them. The JDK's own count of the time they took grows when a method is done, and
 * one method may take half a second: until then it looks as if nothing were being compiled.
 */
final class CompilerThreads {

    private final Path tasks;

    /** Those of this JVM. */
    CompilerThreads() {
        this(Path.of("/proc/self/task"));
    }

    CompilerThreads(Path tasks) {
        this.tasks = tasks;
    }

    /** {@return the CPU time of the threads that compile, in nanoseconds; empty where the system does not tell} */
    OptionalLong cpuNanos() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            long sum = 0;
            boolean found = false;
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
                    found = true;
                    sum += Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
            return found ? OptionalLong.of(sum) : OptionalLong.empty();
        } catch (IOException | NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }
}
