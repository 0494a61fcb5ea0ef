// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.gate.fork;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import poolmark.bench.cli.UsageException;

/** Keeps every other JMH off the machine for as long as a gate runs: the file that JMH itself locks for each run. */
public final class JmhLock implements AutoCloseable {

    private static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");

    /** The property by which JMH can be told not to care. */
    static final String IGNORE = "jmh.ignoreLock";

    private final FileChannel channel;

    private JmhLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @return the lock; of nothing, where JMH is told to ignore it
     * @throws UsageException when another JMH has it
     */
    public static JmhLock take() throws UsageException {
        if (Boolean.getBoolean(IGNORE)) {
            return new JmhLock(null);
        }
        try {
            FileChannel channel = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new JmhLock(channel);
            }
            channel.close();
        } catch (IOException | OverlappingFileLockException unusable) {
            // Said below: to whoever typed the command it is the same.
        }
        throw new UsageException("another JMH run holds " + FILE + "; wait for its end, or put -D" + IGNORE
                + "=true before -jar to disturb it");
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
