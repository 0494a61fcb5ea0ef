// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file in memory that can be given back before its buffer is garbage. From JDK 22 on an arena does that, and whoever touches
 * the memory afterwards gets an exception. JDK 17 has only a method of its own, which newer ones warn of, and after which
 * touching the memory ends the process.
 *
 * @param bytes the memory
 * @param owner gives it back when closed
 */
record Mapping(ByteBuffer bytes, AutoCloseable owner) {

    private static final int FIRST_WITH_ARENAS = 22;

    /** Makes a mapping of a file of that size. */
    private interface Way {
        Mapping map(FileChannel channel, long size) throws Throwable;
    }

    /** In a class of its own, for those who never give memory back: finding it takes a worker megabytes and milliseconds. */
    private static final class Best {
        private static final Way WAY = find();
    }

    /** Maps the file. */
    static Mapping of(FileChannel channel, long size) throws IOException {
        try {
            return Best.WAY.map(channel, size);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the file cannot be mapped", e);
        }
    }

    /** Maps the file in the way that takes least, never to be given back. */
    static Mapping forGood(FileChannel channel, long size) throws IOException {
        return new Mapping(channel.map(MapMode.READ_WRITE, 0, size), () -> {});
    }

    /** Gives the memory back now, where this JVM can do that; else it goes with the next garbage collection. */
    void release() {
        try {
            owner.close();
        } catch (Exception e) {
            throw new IllegalStateException("mapped memory could not be released", e);
        }
    }

    private static Way find() {
        try {
            return Runtime.version().feature() >= FIRST_WITH_ARENAS ? arenas() : cleaner();
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a JVM that has neither leaves the memory to its collector
            return Mapping::forGood;
        }
    }

    private static Way arenas() throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle open = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
        MethodHandle map = lookup.findVirtual(
                FileChannel.class, "map", MethodType.methodType(segment, MapMode.class, long.class, long.class, arena));
        MethodHandle view = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
        return (channel, size) -> {
            AutoCloseable owner = (AutoCloseable) open.invoke();
            ByteBuffer bytes = (ByteBuffer) view.invoke(map.invoke(channel, MapMode.READ_WRITE, 0L, size, owner));
            return new Mapping(bytes, owner);
        };
    }

    private static Way cleaner() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        MethodHandle clean = MethodHandles.lookup()
                .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                .bindTo(instance.get(null));
        return (channel, size) -> {
            ByteBuffer bytes = channel.map(MapMode.READ_WRITE, 0, size);
            return new Mapping(bytes, () -> clean(clean, bytes));
        };
    }

    private static void clean(MethodHandle clean, ByteBuffer bytes) throws Exception {
        try {
            clean.invoke(bytes);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
