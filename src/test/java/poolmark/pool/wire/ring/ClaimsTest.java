// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClaimsTest {

    private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 10).order(ByteOrder.nativeOrder());
    private final Claims claims = new Claims(memory, 0);

    @Test
    void requestMustBeTakenOnceAndOnlyAfterItWasOffered() throws Exception {
        assertThat(claims.take()).isFalse();
        claims.offer(Integer.MAX_VALUE);
        assertThat(claims.isAnyWaiting()).isTrue();
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isFalse();
        assertThat(claims.isAnyWaiting()).isFalse();
    }

    @Test
    void revokedRequestsMustNotBeTaken() throws Exception {
        for (int i = 0; i < 5; i++) {
            claims.offer(Integer.MAX_VALUE);
        }
        assertThat(claims.take()).isTrue();
        assertThat(claims.revoke(5)).isEqualTo(4);
        assertThat(claims.take()).isFalse();
        assertThat(claims.revoke(5)).isZero();
        claims.offer(Integer.MAX_VALUE);
        assertThat(claims.take()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0xFFFF_FFFE_FFFF_FFFEL, 0x7FFF_FFFE_7FFF_FFFEL, -1})
    void countsMustGoOnWhereTheyRunOver(long start) throws Exception {
        memory.putLong(Control.CLAIMS, start);
        for (int i = 0; i < 5; i++) {
            claims.offer(Integer.MAX_VALUE);
            claims.offer(Integer.MAX_VALUE);
            assertThat(claims.take()).isTrue();
            assertThat(claims.revoke(2)).isEqualTo(1);
            assertThat(claims.take()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0x7FFF_FFFFL, 1L << 62, 0x7FFF_FFFF_0000_0000L})
    void countsThatCannotBeMustBeTold(long damaged) {
        memory.putLong(Control.CLAIMS, damaged);
        assertThatThrownBy(() -> claims.revoke(64)).isInstanceOf(SharedMemory.DamagedException.class);
    }

    @Test
    void moreTakenThanOfferedMustBeToldToWhoOffersTheNext() {
        memory.putLong(Control.CLAIMS, 3);
        assertThatThrownBy(() -> claims.offer(64)).isInstanceOf(SharedMemory.DamagedException.class);
    }

    /**
     * Offers carry numbers, as chunks have places in the ring: the parent gives the number of the last that it took back to the
     * next it offers. What each side got must then be all of them, each once.
     */
    @Test
    void everyRequestMustHaveExactlyOneOwnerWhileBothSidesHurry() throws Exception {
        int rounds = 300_000;
        CompletableFuture<Integer> worker = CompletableFuture.supplyAsync(this::takeUntilTheEnd);
        Random random = new Random(7);
        int outstanding = 0;
        int revoked = 0;
        int revocationsInVain = 0;
        int seenTaken = 0;
        int offered = 0;
        // on a busy machine all rounds may be over before the worker's thread has run at all
        for (; offered < rounds || seenTaken == 0 && !worker.isDone(); offered++) {
            claims.offer(Integer.MAX_VALUE);
            outstanding++;
            if (random.nextInt(4) == 0) {
                int back = claims.revoke(outstanding);
                revoked += back;
                revocationsInVain += back == 0 ? 1 : 0;
                seenTaken += outstanding - back;
                outstanding = 0; // whatever was not taken back was taken
            }
        }
        while (claims.isAnyWaiting()) {
            Thread.onSpinWait();
        }
        memory.putLong(Control.WRITTEN, 1);
        int taken = worker.get(30, TimeUnit.SECONDS);
        assertThat(taken + revoked).isEqualTo(offered);
        assertThat(taken).as("taken by the worker").isPositive();
        assertThat(revoked).as("taken back").isPositive();
        assertThat(revocationsInVain).isBetween(0, offered);
    }

    private int takeUntilTheEnd() {
        int taken = 0;
        while (memory.getLong(Control.WRITTEN) == 0) {
            if (claims.take()) {
                taken++;
            } else {
                Thread.onSpinWait();
            }
        }
        return taken;
    }

    /** As the parent does it: what was taken back is written over by what is offered next. */
    @Test
    void ringMustHoldWhatIsTakenWhileTheParentWritesOverWhatItTookBack() throws Exception {
        ByteBuffer both = ByteBuffer.allocateDirect((1 << 10) + SharedMemory.SMALL_RING_BYTES)
                .order(ByteOrder.nativeOrder());
        Claims shared = new Claims(both, 0);
        RingOutput out = new RingOutput(both, 0, 1 << 10, SharedMemory.SMALL_RING_BYTES, Control.ASLEEP);
        RingInput in = new RingInput(both, 0, 1 << 10, SharedMemory.SMALL_RING_BYTES);
        CompletableFuture<List<Long>> worker = CompletableFuture.supplyAsync(() -> readAll(shared, in));
        List<Long> expected = new ArrayList<>();
        Deque<Long> ahead = new ArrayDeque<>();
        Random random = new Random(11);
        for (long number = 1; number <= 200_000; number++) {
            while (!out.hasRoom(16)) {
                Thread.onSpinWait();
            }
            write(out, number);
            shared.offer(Integer.MAX_VALUE);
            ahead.addLast(number);
            if (random.nextInt(3) == 0) {
                int back = shared.revoke(ahead.size());
                for (int i = 0; i < back; i++) {
                    ahead.removeLast();
                }
                if (back > 0) {
                    out.rewind(out.position() - 16L * back);
                }
                expected.addAll(ahead);
                ahead.clear();
            }
        }
        while (!out.hasRoom(16)) {
            Thread.onSpinWait();
        }
        write(out, 0);
        shared.offer(Integer.MAX_VALUE);
        expected.addAll(ahead);
        assertThat(worker.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    private static void write(RingOutput out, long number) throws Exception {
        byte[] bytes = ByteBuffer.allocate(16).putLong(number).putLong(~number).array();
        assertThat(out.write(bytes, 0, 16)).isEqualTo(16);
    }

    private static List<Long> readAll(Claims claims, RingInput in) {
        List<Long> seen = new ArrayList<>();
        byte[] bytes = new byte[16];
        try {
            while (true) {
                while (!claims.take()) {
                    Thread.onSpinWait();
                }
                assertThat(in.read(bytes, 0, 16)).isEqualTo(16);
                ByteBuffer request = ByteBuffer.wrap(bytes);
                long number = request.getLong();
                assertThat(request.getLong()).isEqualTo(~number);
                if (number == 0) {
                    return seen;
                }
                seen.add(number);
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
