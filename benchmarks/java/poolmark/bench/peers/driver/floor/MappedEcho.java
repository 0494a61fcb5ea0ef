// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Numbers and bytes to another JVM and back through mapped memory. Both sides spin and never sleep.
 *
 * <pre>
 *   0         8          64        72              128
 *   | request | sequence | answer  | sequence | …  | bytes …
 * </pre>
 */
public final class MappedEcho implements AutoCloseable {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int REQUEST = 0;
    private static final int ANSWER = 64;
    private static final int BYTES = 128;

    /** Beside the request: whether the bytes travel as well. */
    private static final int LENGTH = 16;

    /** Where the number is, counted from the sequence that guards it. */
    private static final int NUMBER = 8;

    private final MappedFile file;
    private final ByteBuffer memory;
    private final Process process;
    private long sequence;

    /**
     * Starts the other JVM.
     *
     * @param bytes the most that travel at a time
     */
    MappedEcho(int bytes) throws IOException {
        file = MappedFile.create(BYTES + (long) bytes);
        memory = file.memory();
        process = OtherJvm.ofSameClassPath(
                        MappedEcho.class, file.path().toString(), Long.toString(BYTES + (long) bytes))
                .start();
    }

    /** The other JVM: answers until its standard input ends. */
    public static void main(String[] args) throws IOException {
        Thread watch = new Thread(MappedEcho::endWithParent);
        watch.setDaemon(true);
        watch.start();
        ByteBuffer memory = MappedFile.map(Path.of(args[0]), Long.parseLong(args[1]));
        for (long next = 1; ; next++) {
            await(memory, REQUEST, next);
            int length = memory.getInt(REQUEST + LENGTH);
            if (length > 0) {
                byte[] bytes = new byte[length];
                memory.get(BYTES, bytes);
                memory.put(BYTES, bytes);
            }
            memory.putLong(ANSWER + NUMBER, memory.getLong(REQUEST + NUMBER) + 1);
            LONG.setRelease(memory, ANSWER, next);
        }
    }

    private static void endWithParent() {
        try {
            System.in.read();
        } catch (IOException alsoTheEnd) {
            // Whatever happened to the pipe, the parent is gone.
        }
        Runtime.getRuntime().halt(0);
    }

    private static void await(ByteBuffer memory, int offset, long sequence) {
        while ((long) LONG.getAcquire(memory, offset) != sequence) {
            Thread.onSpinWait();
        }
    }

    long roundTrip(long number) {
        memory.putInt(REQUEST + LENGTH, 0);
        memory.putLong(REQUEST + NUMBER, number);
        exchange();
        return memory.getLong(ANSWER + NUMBER);
    }

    byte[] roundTrip(byte[] bytes) {
        memory.put(BYTES, bytes);
        memory.putInt(REQUEST + LENGTH, bytes.length);
        exchange();
        byte[] echoed = new byte[bytes.length];
        memory.get(BYTES, echoed);
        return echoed;
    }

    private void exchange() {
        sequence++;
        LONG.setRelease(memory, REQUEST, sequence);
        await(memory, ANSWER, sequence);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
        file.close();
    }
}
