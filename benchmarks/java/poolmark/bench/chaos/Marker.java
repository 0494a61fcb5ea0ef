// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.chaos;

import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import poolmark.pool.CurrentWorker;

/**
 * What every task leaves behind when it runs: its number, in a file of its worker's. One write to an unbuffered file is
 * there, whole, whatever becomes of the worker after it.
 */
final class Marker {

    private static DataOutputStream own;

    private Marker() {}

    /** In a worker: this task runs. */
    static synchronized void leave(String directory, long task) throws IOException {
        if (own == null) {
            own = new DataOutputStream(new FileOutputStream(
                    Path.of(directory, "worker-" + CurrentWorker.pid()).toFile(), true));
        }
        own.write(ByteBuffer.allocate(Long.BYTES).putLong(task).array());
    }

    /** In the parent, at the end: how often each task ran. */
    static Map<Long, Integer> count(Path directory) throws IOException {
        Map<Long, Integer> runs = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file));
                while (numbers.remaining() >= Long.BYTES) {
                    runs.merge(numbers.getLong(), 1, Integer::sum);
                }
            }
        }
        return runs;
    }
}
