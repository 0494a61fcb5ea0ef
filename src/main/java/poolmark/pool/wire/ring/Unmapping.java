// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** The one way there is on JDK 17 to give mapped memory back before its buffer is garbage. */
final class Unmapping {

    private static final MethodHandle CLEANER = find();

    private Unmapping() {}

    static void release(ByteBuffer mapped) {
        if (CLEANER != null) {
            try {
                CLEANER.invoke(mapped);
            } catch (Throwable e) {
                throw new IllegalStateException("mapped memory could not be released", e);
            }
        }
    }

    private static MethodHandle find() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // a JVM without it leaves the memory to its collector
        }
    }
}
