// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.Loan;
import poolmark.pool.wire.ring.Claims;
import poolmark.pool.wire.ring.RingInput;
import poolmark.pool.wire.ring.SharedMemory;

/** Requests that are offered through a ring; its other end is in this process as well. */
class RequestLineTest {

    private static final int RING_BYTES = 1 << 16;
    private static final int MANY = 100;

    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final RequestLine line = new RequestLine(new FrameWriter(pipe));
    private SharedMemory memory;
    private RingInput worker;
    private Claims claims;

    @BeforeEach
    void share(@TempDir Path folder) throws IOException {
        memory = SharedMemory.create(folder.resolve("memory"), RING_BYTES);
        worker = memory.requestInput();
        claims = memory.claims();
        assertThat(line.isShared()).isFalse();
        assertThat(line.hasRoom(1)).isFalse();
        line.share(memory, () -> true);
        pipe.reset();
    }

    @AfterEach
    void release() {
        memory.release();
    }

    private static Request request(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Request(head(), bytes, 0, bytes.length, null);
    }

    private static Request lent(Loan loan) {
        return new Request(head(), null, 0, loan.length(), loan);
    }

    private static ByteSink head() {
        ByteSink head = new ByteSink();
        head.write('>');
        return head;
    }

    private String read() throws IOException {
        byte[] bytes = new byte[worker.available()];
        int read = 0;
        while (read < bytes.length) {
            read += worker.read(bytes, read, bytes.length - read);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void offeredRequestMustBeReadAndMayBeLent() throws Exception {
        assertThat(line.offer(request("one"), 0)).isZero();
        assertThat(line.offer(lent(new Loan("two".getBytes(StandardCharsets.UTF_8))), 1))
                .isEqualTo(4);
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isFalse();
        assertThat(read()).isEqualTo(">one>two");
        assertThat(pipe.size()).as("nobody sleeps").isZero();
    }

    @Test
    void lentRequestThatIsTakenBackMustLeaveNothingBehind() throws Exception {
        assertThat(line.offer(request("one"), 0)).isZero();
        Loan over = new Loan(new byte[20_000]);
        over.takeBack();
        for (int i = 0; i < MANY; i++) { // many times what the ring holds
            assertThat(line.offer(lent(over), 1)).isEqualTo(RequestLine.NOT_OFFERED);
        }
        assertThat(line.offer(request("two"), 1)).isEqualTo(4);
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isFalse();
        assertThat(read()).isEqualTo(">one>two");
    }

    @Test
    void requestThatCannotBeWrittenForAnotherReasonMustLeaveNothingBehindEither() throws Exception {
        byte[] shorter = new byte[10];
        for (int i = 0; i < MANY; i++) {
            assertThatThrownBy(() -> line.offer(new Request(head(), shorter, 0, 20_000, null), 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(claims.isAnyWaiting()).isFalse();
        assertThat(line.offer(request("one"), 0)).isZero();
        assertThat(read()).isEqualTo(">one");
    }

    @Test
    void roomMustBeWhatTheWorkerHasNotStillToRead() throws Exception {
        assertThat(line.hasRoom(RING_BYTES)).isTrue();
        assertThat(line.hasRoom(RING_BYTES + 1)).isFalse();
        String half = "x".repeat(RING_BYTES / 2);
        assertThat(line.offer(request(half), 0)).isZero();
        assertThat(line.hasRoom(RING_BYTES / 2 - 1)).isTrue();
        assertThat(line.hasRoom(RING_BYTES / 2)).isFalse();
        assertThat(line.offer(request(half), 1)).isEqualTo(RequestLine.NOT_OFFERED);
        assertThat(read()).isEqualTo(">" + half);
        assertThat(line.offer(request(half), 1)).isEqualTo(half.length() + 1);
    }

    @Test
    void sleepingWorkerMustBeWokenOnceAfterAnOffer() throws Exception {
        worker.fallAsleep();
        line.offer(request("one"), 0);
        line.offer(request("two"), 1);
        assertThat(pipe.size()).isZero();
        line.wakeIfAsleep();
        line.wakeIfAsleep();
        assertThat(pipe.size()).isEqualTo(1);
    }

    @Test
    void closedLineMustTakeNothing() throws Exception {
        line.close();
        assertThat(line.hasRoom(1)).isFalse();
        assertThat(line.offer(request("one"), 0)).isEqualTo(RequestLine.NOT_OFFERED);
        assertThat(line.revoke(1)).isZero();
    }

    @Test
    void requestsThatAreTakenBackMustMakeRoomForOthers() throws Exception {
        line.offer(request("one"), 0);
        assertThat(claims.take()).isTrue();
        long position = line.offer(request("two"), 1);
        line.offer(request("three"), 2);
        assertThat(line.revoke(3)).isEqualTo(2);
        line.rewind(position);
        line.offer(request("four"), 1);
        assertThat(claims.take()).isTrue();
        assertThat(claims.take()).isFalse();
        assertThat(read()).isEqualTo(">one>four");
    }
}
