// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The mark at which the protocol begins. */
class HandshakeTest {

    private static byte[] mark() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Handshake.send(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void markMustBeFoundBehindNoiseAndFramesFollowIt() throws IOException {
        byte[] frame = {0, 0, 0, 1, (byte) Frame.Kind.READY.ordinal(), 42};
        for (String text : new String[] {"", "WARNING: something\nOpenJDK …\n", "\0\0\0\5", "poolmk"}) {
            byte[] noise = text.getBytes(StandardCharsets.UTF_8);
            FrameReader reader = WireBytes.reader(concat(noise, mark(), frame));
            assertThat(Handshake.await(reader)).isEqualTo(noise);
            assertThat(reader.next().payload()).containsExactly(42);
        }
    }

    @Test
    void markMustBeFoundBehindEveryBeginningOfItself() throws IOException {
        byte[] mark = mark();
        for (int length = 0; length < mark.length; length++) {
            byte[] part = Arrays.copyOf(mark, length);
            assertThat(Handshake.await(WireBytes.reader(concat(part, mark)))).isEqualTo(part);
            assertThat(Handshake.await(WireBytes.reader(concat(part, part, mark, mark))))
                    .isEqualTo(concat(part, part));
        }
    }

    @Test
    void markMustBeFoundBehindRandomNoise() throws IOException {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextInt(3) == 0 ? mark()[random.nextInt(7)] : (byte) random.nextInt(256);
            }
            FrameReader reader = new FrameReader(WireBytes.dribbling(concat(noise, mark()), random));
            assertThat(Handshake.await(reader)).isEqualTo(noise);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void streamWithoutMarkMustBeToldWithWhatItHeld() {
        byte[] noise = concat("Error: no such option\n".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(mark(), 4));
        assertThatThrownBy(() -> Handshake.await(WireBytes.reader(noise)))
                .isInstanceOfSatisfying(
                        Handshake.NoHandshakeException.class,
                        e -> assertThat(new String(e.noise(), StandardCharsets.ISO_8859_1))
                                .startsWith("Error: no such option"));
        assertThatThrownBy(() -> Handshake.await(WireBytes.reader(new byte[0])))
                .isInstanceOf(Handshake.NoHandshakeException.class);
    }

    /** A program that is none of ours may print without end: it must not fill the parent's heap first. */
    @Test
    void noiseThatNeverEndsMustBeGivenUp() {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                given += length;
                if (given > 256L << 20) {
                    throw new IllegalStateException("read 256 MiB of noise and went on");
                }
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        assertThatThrownBy(() -> Handshake.await(new FrameReader(endless))).isInstanceOf(IOException.class);
    }
}
