// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An array that is sent while its caller waits, or has gone. */
class LoanTest {

    private static final int LENGTH = 300_000;

    private static byte[] ones() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    /** A pipe whose reader stops when it has read something. */
    private static final class Pipe extends ByteArrayOutputStream {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void whoGoesWhileAPipeBlocksMustNotWaitAndMayChangeHisArray() throws Exception {
        byte[] array = ones();
        Loan loan = new Loan(array);
        Pipe pipe = new Pipe();
        Thread sender = new Thread(() -> {
            try {
                new FrameWriter(pipe).send(new ByteSink(), loan);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        sender.start();
        pipe.begun.await();
        loan.keepCopy(); // would never return, did it wait for the pipe
        Arrays.fill(array, (byte) 2);
        pipe.goOn.countDown();
        sender.join();
        assertThat(pipe.toByteArray()).isEqualTo(ones());
    }

    @Test
    void whatIsLentMustBeReadFromTheArrayItself() throws IOException {
        byte[] array = ones();
        Loan loan = new Loan(array);
        assertThat(loan.length()).isEqualTo(LENGTH);
        assertThat(loan.read(bytes -> bytes == array ? 5 : 0)).isEqualTo(5);
        loan.keepCopy();
        assertThat(loan.read(bytes -> bytes == array ? 5 : 0)).isZero();
    }

    @Test
    void whatWasTakenBackMustNotBeReadAnyMore() {
        Loan loan = new Loan(ones());
        assertThat(loan.isOver()).isFalse();
        loan.takeBack();
        assertThat(loan.isOver()).isTrue();
        assertThatThrownBy(() -> loan.read(bytes -> 0)).isInstanceOf(IllegalStateException.class);
    }
}
