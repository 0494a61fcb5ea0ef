// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.NotSerializableException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.pool.Task;

/** Values as bytes, and back. */
class CodecTest {

    private final Codec codec = WireBytes.parent();

    /** A value of any kind; small ones often, since their forms are the crooked ones. */
    private static Object anyValue(Random random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(5000) : random.nextInt(20);
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt() >> random.nextInt(32);
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> Double.longBitsToDouble(random.nextLong());
            case 5 -> text(random, length, 128);
            case 6 -> text(random, length, 0x800);
            case 7 -> text(random, length, 0x10000);
            case 8 -> random.ints(length).toArray();
            case 9 -> random.longs(length).toArray();
            case 10 -> random.doubles(length).toArray();
            case 11 -> bytes(random, length);
            case 12 -> new BigInteger(64, random);
            case 13 -> TimeUnit.values()[random.nextInt(7)];
            case 14 -> new Object[] {random.nextInt(), text(random, 5, 256), null};
            default -> new ArrayList<>(List.of(random.nextInt(), text(random, 5, 0x10000)));
        };
    }

    /** Characters up to a bound; with the largest bound, surrogates without partner among them. */
    private static String text(Random random, int length, int bound) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) random.nextInt(bound);
        }
        return new String(chars);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueMustComeBackAndNothingBeLeftOver(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<Object> values = new ArrayList<>();
            ByteSink sink = new ByteSink(random.nextInt(10));
            for (int i = random.nextInt(6); i >= 0; i--) {
                values.add(anyValue(random));
                codec.write(sink, values.get(values.size() - 1));
            }
            ByteSource source = new ByteSource(sink.toByteArray());
            for (Object value : values) {
                Object back = codec.read(source);
                assertThat(Objects.deepEquals(back, value))
                        .as("%s became %s", value, back)
                        .isTrue();
                if (value instanceof Double number) {
                    assertThat(Double.doubleToRawLongBits((Double) back)).isEqualTo(Double.doubleToRawLongBits(number));
                }
            }
            assertThat(source.remaining()).isZero();
        }
    }

    @Test
    void numbersAtEveryPowerOfTwoMustComeBack() throws IOException {
        for (int shift = 0; shift < 64; shift++) {
            for (long near = -2; near <= 2; near++) {
                long value = (1L << shift) + near;
                assertThat(back(value)).isEqualTo(value);
                assertThat(back(-value)).isEqualTo(-value);
                assertThat(back((int) value)).isEqualTo((int) value);
            }
        }
    }

    private Object back(Object value) throws IOException {
        return codec.read(new ByteSource(WireBytes.encoded(codec, value)));
    }

    @Test
    void smallNumbersMustBeShort() throws IOException {
        assertThat(WireBytes.encoded(codec, 0)).hasSize(5);
        assertThat(WireBytes.encoded(codec, -64)).hasSize(5);
        assertThat(WireBytes.encoded(codec, 63L)).hasSize(2);
        assertThat(WireBytes.encoded(codec, null)).hasSize(1);
        assertThat(WireBytes.encoded(codec, "abc")).hasSize(5);
    }

    @Test
    void valueThatEndsEarlyMustBeRefusedAtEveryLength() throws IOException {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            byte[] whole = WireBytes.encoded(codec, anyValue(random));
            for (int length = 0; length < Math.min(whole.length, 100); length++) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThat(catchThrowable(() -> codec.read(new ByteSource(part))))
                        .as("%d of %s", length, Arrays.toString(part))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void valueThatCannotBeWrittenMustLeaveTheSinkAsItWas() throws IOException {
        ByteSink sink = new ByteSink();
        codec.write(sink, 1);
        assertThatThrownBy(() -> codec.write(sink, new Object[] {"a".repeat(10_000), new Object()}))
                .isInstanceOf(UntransferableException.class)
                .hasCauseInstanceOf(NotSerializableException.class)
                .hasMessageContaining("java.lang.Object")
                .hasMessageContaining("[1]");
        codec.write(sink, 2);
        ByteSource source = new ByteSource(sink.toByteArray());
        assertThat(codec.read(source)).isEqualTo(1);
        assertThat(codec.read(source)).isEqualTo(2);
        assertThat(source.remaining()).isZero();
    }

    @Test
    void unknownTagsMustBeRefused() {
        for (int tag = 14; tag < 256; tag++) {
            byte[] bytes = {(byte) tag, 0, 0, 0, 0};
            assertThat(catchThrowable(() -> codec.read(new ByteSource(bytes)))).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 11})
    void lengthThatLiesMustAllocateNothing(int tag) {
        for (long length : new long[] {100, Integer.MAX_VALUE, 1L << 31, 1L << 33, Long.MAX_VALUE, -1L}) {
            ByteSink sink = new ByteSink();
            sink.write(tag);
            sink.writeVarLong(length);
            sink.write("few".getBytes(StandardCharsets.US_ASCII), 0, 3);
            long before = WireBytes.allocated();
            assertThat(catchThrowable(() -> codec.read(new ByteSource(sink.toByteArray()))))
                    .isInstanceOf(ByteSource.CorruptFrameException.class);
            assertThat(WireBytes.allocated() - before).isLessThan(1 << 20);
        }
    }

    /** Java serialization believes what a stream says of an array's length, unless somebody asks. */
    @Test
    void arrayInAnObjectThatLiesAboutItsLengthMustAllocateNothing() throws IOException {
        for (Object honest :
                List.of(new float[7], new short[7], new Object[7], new ArrayList<>(Arrays.asList(new Object[7])))) {
            byte[] bytes = WireBytes.encoded(codec, honest);
            int patched = 0;
            for (int i = 0; i + 3 < bytes.length; i++) {
                if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 7) {
                    bytes[i] = 0x04; // 67 million elements
                    patched++;
                }
            }
            assertThat(patched).isPositive();
            long before = WireBytes.allocated();
            assertThat(catchThrowable(() -> codec.read(new ByteSource(bytes)))).isInstanceOf(IOException.class);
            assertThat(WireBytes.allocated() - before)
                    .as("%s", honest.getClass())
                    .isLessThan(8 << 20);
        }
    }

    @Test
    void numberOfTooManyBytesMustBeRefused() {
        byte[] endless = new byte[30];
        Arrays.fill(endless, (byte) 0xFF);
        assertThatThrownBy(() -> new ByteSource(endless).readVarLong())
                .isInstanceOf(ByteSource.CorruptFrameException.class);
    }

    private static Object same(Object argument) {
        return argument;
    }

    @Test
    void staticMethodMustBeWrittenAsTheReferenceToItWouldBe() throws Exception {
        Task<Object, Object> reference = CodecTest::same;
        ByteSink ofReference = new ByteSink();
        codec.write(ofReference, reference);
        ByteSink written = new ByteSink();
        Codec.writeStaticMethod(
                written,
                "poolmark/pool/Task",
                "apply",
                CodecTest.class,
                "same",
                "(Ljava/lang/Object;)Ljava/lang/Object;");
        assertThat(written.toByteArray()).isEqualTo(ofReference.toByteArray());
    }

    @Test
    void placeOfALambdasCodeMustBeToldAndOfNothingElse() throws Exception {
        ByteSink lambda = new ByteSink();
        codec.write(lambda, (Task<Object, Object>) CodecTest::same);
        assertThat(Codec.bodyOf(lambda.toByteArray()))
                .isEqualTo("poolmark/pool/wire/CodecTest.same.(Ljava/lang/Object;)Ljava/lang/Object;.0");
        for (Object value : new Object[] {null, 5, "text", new BigInteger("7")}) {
            ByteSink sink = new ByteSink();
            codec.write(sink, value);
            assertThat(Codec.bodyOf(sink.toByteArray())).isNull();
        }
    }
}
