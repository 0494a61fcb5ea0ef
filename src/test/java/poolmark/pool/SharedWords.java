// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.ring.SharedMemory;

/** What a task that means harm can write into the memory that its worker shares with the parent. */
final class SharedWords {

    static final int REQUESTS_READ = 128;
    static final int REQUESTS_CLAIMS = 384;
    static final int ANSWERS_WRITTEN = 1 << 10;

    static final int ASIDES_WRITTEN = 2 << 10;

    private static final int ANSWERS_ASLEEP = ANSWERS_WRITTEN + 256;
    private static final int REQUESTS = 3 * (1 << 10);

    private SharedWords() {}

    /** Whether the process maps memory that has lost its name already, as both sides of a shared worker do. */
    static boolean isMapped(long pid) throws IOException {
        return count(pid) > 0;
    }

    /** How many pieces of memory of this project's the process maps. */
    static long count(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/maps")).stream()
                .filter(line -> line.contains("poolmark-") && line.endsWith("(deleted)"))
                .count();
    }

    /** In a worker: overwrites a control word. */
    static void put(int at, long value) {
        memory().putLong(at, value);
    }

    /** In a worker: what a control word says. */
    static long get(int at) {
        return memory().getLong(at);
    }

    /** In a worker: sends these bytes past the worker's own end of the ring, which must not be used any more. */
    static void answer(byte[] bytes) throws IOException {
        ByteBuffer memory = memory();
        long written = memory.getLong(ANSWERS_WRITTEN);
        int ring = SharedMemory.ringBytes(memory.capacity());
        for (int i = 0; i < bytes.length; i++) {
            memory.put(REQUESTS + ring + ((int) written + i & ring - 1), bytes[i]);
        }
        memory.putLong(ANSWERS_WRITTEN, written + bytes.length);
    }

    /** A frame without payload. */
    static byte[] frame(Frame.Kind kind) {
        ByteSink sink = new ByteSink();
        Frame.writeEmpty(sink, kind);
        return sink.toByteArray();
    }

    /** In a worker: calls the parent to the ring, and gives it the time to come. */
    static void call() throws IOException, InterruptedException {
        memory().putLong(ANSWERS_ASLEEP, 0);
        try (OutputStream pipe = new FileOutputStream("/proc/self/fd/3")) {
            pipe.write(0);
        }
        Thread.sleep(60_000);
    }

    private static ByteBuffer memory() {
        Thread guard = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("poolmark-guard"))
                .findFirst()
                .orElseThrow();
        Object inbox = field(guard, "this$0");
        Object requests = field(inbox, "ring");
        ByteBuffer memory = (ByteBuffer) field(field(requests, "ring"), "memory");
        return memory.duplicate().order(ByteOrder.nativeOrder());
    }

    private static Object field(Object of, String name) {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
