// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames off a stream. */
class FrameReaderTest {

    private static byte[] frame(Frame.Kind kind, byte[] payload) {
        ByteSink sink = new ByteSink();
        int start = Frame.begin(sink, kind);
        sink.write(payload, 0, payload.length);
        Frame.end(sink, start);
        return sink.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void framesMustComeOneAfterTheOtherHoweverTheStreamGivesThem(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Frame> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(50_000) : random.nextInt(30)];
            random.nextBytes(payload);
            Frame.Kind kind = Frame.Kind.values()[random.nextInt(Frame.Kind.values().length)];
            sent.add(new Frame(kind, payload));
            bytes.write(frame(kind, payload));
        }
        FrameReader reader = new FrameReader(WireBytes.dribbling(bytes.toByteArray(), random));
        for (Frame expected : sent) {
            Frame frame = reader.next();
            assertThat(frame.kind()).isEqualTo(expected.kind());
            assertThat(frame.payload()).isEqualTo(expected.payload());
        }
        assertThat(reader.next()).isNull();
        assertThat(reader.next()).isNull();
    }

    /** What has arrived so far, of a writer that may be stopped at any byte: whoever reads more than that would wait. */
    private static final class Arriving extends InputStream {

        private final byte[] bytes;
        private int arrived;
        private int read;

        Arriving(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int available() {
            return arrived - read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            assertThat(available()).as("it would wait for ever").isPositive();
            int count = Math.min(length, available());
            System.arraycopy(bytes, read, target, offset, count);
            read += count;
            return count;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void frameMustBeSaidToBeThereOnlyWhenItIsThereWhole(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<byte[]> payloads = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(50_000) : random.nextInt(30)];
            random.nextBytes(payload);
            payloads.add(payload);
            bytes.write(frame(Frame.Kind.RESULT, payload));
            ends.add(bytes.size());
        }
        Arriving stream = new Arriving(bytes.toByteArray());
        FrameReader reader = FrameReader.lending(stream);
        int next = 0;
        while (stream.arrived < stream.bytes.length) {
            stream.arrived += Math.min(1 + random.nextInt(40), stream.bytes.length - stream.arrived);
            while (next < ends.size() && ends.get(next) <= stream.arrived) {
                assertThat(reader.isNextThere()).isTrue();
                assertThat(reader.next().payload()).isEqualTo(payloads.get(next++));
            }
            assertThat(reader.isNextThere()).isFalse();
        }
        assertThat(next).isEqualTo(payloads.size());
    }

    /** Gives little at a time, and remembers how much room it was offered at most. */
    private static final class Asked extends InputStream {

        private final ByteArrayInputStream bytes;
        private int most;

        Asked(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            most = Math.max(most, length);
            return bytes.read(target, offset, Math.min(length, 1000));
        }
    }

    @Test
    void asMuchAsHasComeBeforeMustBeBelievedAtOnceAndNoMore() throws IOException {
        byte[] large = frame(Frame.Kind.RESULT, new byte[5 << 20]);
        byte[] lie = frame(Frame.Kind.RESULT, new byte[100]); // enough to be read on
        Arrays.fill(lie, 0, 4, (byte) 0x7F);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(large);
        bytes.write(large);
        bytes.write(lie);
        Asked stream = new Asked(bytes.toByteArray());
        FrameReader reader = new FrameReader(stream);
        reader.next();
        assertThat(stream.most).as("of the first, which may be a lie").isLessThan(5 << 20);
        reader.next();
        assertThat(stream.most).as("of the second").isBetween((5 << 20) - (1 << 16), 5 << 20);
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
        assertThat(stream.most).as("of a lie").isLessThanOrEqualTo(5 << 20);
    }

    @Test
    void briefFrameMustBeSaidToBeThereOnlyWhenItIsWhole() throws IOException {
        for (int length = 1; length < 128; length++) {
            byte[] whole = brief(length, 3);
            for (int there = 0; there <= length; there++) {
                byte[] part = Arrays.copyOf(whole, there);
                assertThat(FrameReader.lending(new ByteArrayInputStream(part)).isNextThere())
                        .isFalse();
            }
            FrameReader reader = FrameReader.lending(new ByteArrayInputStream(whole));
            assertThat(reader.isNextThere()).isTrue();
            assertThat(reader.next().payload()).hasSize(length);
        }
    }

    @Test
    void frameOfNegativeLengthMustBeSaidToBeThereAndBeRefused() throws IOException {
        FrameReader reader = FrameReader.lending(new ByteArrayInputStream(new byte[] {-128, -1, -1, -1, 7}));
        assertThat(reader.isNextThere()).isTrue();
        assertThatThrownBy(reader::next).isInstanceOf(ByteSource.CorruptFrameException.class);
    }

    @Test
    void streamThatEndsInsideAFrameMustBeRefusedAtEveryLength() {
        byte[] whole = frame(Frame.Kind.RESULT, new byte[] {1, 2, 3, 4, 5});
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> WireBytes.reader(part).next()).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void lengthThatLiesMustAllocateLittle() {
        for (int length : new int[] {1 << 20, 1 << 28, Integer.MAX_VALUE}) {
            byte[] bytes = frame(Frame.Kind.RESULT, new byte[100]);
            bytes[0] = (byte) (length >>> 24);
            bytes[1] = (byte) (length >>> 16);
            bytes[2] = (byte) (length >>> 8);
            bytes[3] = (byte) length;
            long before = WireBytes.allocated();
            assertThatThrownBy(() -> WireBytes.reader(bytes).next()).isInstanceOf(IOException.class);
            assertThat(WireBytes.allocated() - before).isLessThan(4 << 20);
        }
    }

    @Test
    void negativeLengthAndUnknownKindMustBeRefused() {
        byte[] negative = frame(Frame.Kind.RESULT, new byte[10]);
        negative[0] = (byte) 0x80; // any other would be a brief frame
        assertThatThrownBy(() -> WireBytes.reader(negative).next())
                .isInstanceOf(ByteSource.CorruptFrameException.class);
        for (int kind = Frame.Kind.values().length; kind < 256; kind++) {
            byte[] unknown = frame(Frame.Kind.RESULT, new byte[10]);
            unknown[4] = (byte) kind;
            assertThatThrownBy(() -> WireBytes.reader(unknown).next())
                    .isInstanceOf(ByteSource.CorruptFrameException.class)
                    .hasMessageContaining("" + kind);
        }
    }

    @Test
    void largeFrameMustComeWhole() throws IOException {
        byte[] payload = new byte[10_000_019];
        new Random(5).nextBytes(payload);
        FrameReader reader = WireBytes.reader(frame(Frame.Kind.RUN, payload));
        assertThat(Arrays.equals(reader.next().payload(), payload)).isTrue();
        assertThat(reader.next()).isNull();
    }

    private static byte[] brief(int length, int tag) {
        byte[] bytes = new byte[1 + length];
        Arrays.fill(bytes, 1, 1 + length, (byte) length);
        bytes[0] = (byte) (0x80 | length);
        bytes[1] = (byte) tag;
        return bytes;
    }

    @Test
    void briefFramesMustComeAtEveryLengthAmongTheOthers() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int length = 1; length < 128; length++) {
            bytes.write(brief(length, 3));
            bytes.write(frame(Frame.Kind.STARTED, new byte[0]));
        }
        FrameReader reader = new FrameReader(WireBytes.dribbling(bytes.toByteArray(), new Random(3)));
        for (int length = 1; length < 128; length++) {
            Frame frame = reader.next();
            assertThat(frame.kind()).isEqualTo(Frame.Kind.BRIEF);
            assertThat(frame.payload()).hasSize(length).startsWith(3);
            assertThat(reader.next().kind()).isEqualTo(Frame.Kind.STARTED);
        }
        assertThat(reader.next()).isNull();
    }

    @Test
    void briefFramesMustBeTakenInBulkAsFarAsTheyAreWholeAndHoldNoObject() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(brief(2, 3));
        bytes.write(brief(5, 3));
        bytes.write(brief(5, 12)); // an object
        bytes.write(brief(9, 3), 0, 6);
        FrameReader reader = FrameReader.lending(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(reader.isBriefBuffered()).as("nothing was read yet").isFalse();
        reader.fill();
        for (int length : new int[] {2, 5}) {
            assertThat(reader.isBriefBuffered()).isTrue();
            assertThat(reader.nextBrief().remaining()).isEqualTo(length);
        }
        assertThat(reader.isBriefBuffered())
                .as("an object runs code of its class")
                .isFalse();
        assertThat(reader.next().payload()).hasSize(5);
        assertThat(reader.isBriefBuffered()).as("it ends too early").isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    /** The short way of integers must not differ from the way of everything else. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 127, 128, -128, 0x01020304, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void integerAsANumberMustBeTheFrameThatAnAnswerIs(int value) throws Exception {
        ByteSink answer = new ByteSink();
        int from = Answer.writeResult(answer, -1, FuzzSamples.PARENT, value);
        byte[] number = ByteBuffer.allocate(Long.BYTES)
                .putLong(Answer.briefInteger(value))
                .array();
        assertThat(Arrays.copyOf(number, Frame.BRIEF_INTEGER_BYTES))
                .isEqualTo(Arrays.copyOfRange(answer.array(), from, answer.size()));
    }

    @Test
    void integersMustBeTakenTogetherAsFarAsTheyAreWholeAndWanted() throws Exception {
        ByteSink sink = new ByteSink();
        Codec codec = FuzzSamples.PARENT;
        for (Object value : List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x01020304, 5L, 6)) {
            ByteSink answer = new ByteSink();
            int from = Answer.writeResult(answer, -1, codec, value);
            sink.write(answer.array(), from, answer.size() - from);
        }
        FrameReader reader = FrameReader.lending(new ByteArrayInputStream(sink.array(), 0, sink.size() - 1));
        reader.fill();
        assertThat(reader.nextIntegers(0)).isZero();
        assertThat(reader.nextIntegers(2)).isEqualTo(2);
        assertThat(reader.integers()).startsWith(0, -1);
        assertThat(reader.nextIntegers(Integer.MAX_VALUE)).isEqualTo(3);
        assertThat(reader.integers()).startsWith(Integer.MAX_VALUE, Integer.MIN_VALUE, 0x01020304);
        assertThat(reader.nextIntegers(1000)).as("a long number").isZero();
        assertThat(codec.read(reader.nextBrief())).isEqualTo(5L);
        assertThat(reader.nextIntegers(1000)).as("it ends too early").isZero();
    }
}
