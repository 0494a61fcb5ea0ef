// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.nio.file.Files;
import java.nio.file.Path;

/** Shares memory with itself and gives the parent's side back; prints how often the file was mapped before and afterwards. */
final class ReleaseMain {

    private ReleaseMain() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        SharedMemory parent = SharedMemory.create(file, SharedMemory.SMALL_RING_BYTES);
        SharedMemory worker = SharedMemory.open(file);
        parent.requestOutput().write(new byte[] {5}, 0, 1);
        byte[] got = new byte[1];
        worker.requestInput().read(got, 0, 1);
        System.out.println("read: " + got[0] + ", mapped: " + mapped(file));
        parent.release();
        System.out.println("mapped: " + mapped(file));
    }

    private static long mapped(Path file) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.endsWith(file.toString()))
                .count();
    }
}
