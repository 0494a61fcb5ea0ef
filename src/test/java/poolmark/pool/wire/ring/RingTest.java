// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RingTest {

    private static final int DATA = 1 << 10;
    private static final int RING = SharedMemory.SMALL_RING_BYTES;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(DATA + RING).order(ByteOrder.nativeOrder());

    private RingInput input() {
        return new RingInput(memory, 0, DATA, RING);
    }

    private RingOutput output() {
        return new RingOutput(memory, 0, DATA, RING, Control.ASLEEP);
    }

    @Test
    void bytesMustComeThroughAtEveryOffsetOfTheRing() throws Exception {
        RingOutput out = output();
        RingInput in = input();
        byte[] sent = new byte[7];
        byte[] got = new byte[7];
        int rounds = RING + 100; // an odd length, so that the end is crossed at every place within it
        for (int i = 0; i < rounds; i++) {
            ByteBuffer.wrap(sent).putInt(i).put(6, (byte) i);
            assertThat(out.write(sent, 0, 7)).isEqualTo(7);
            assertThat(in.read(got, 0, 7)).isEqualTo(7);
            if (!Arrays.equals(got, sent)) {
                assertThat(got).as("round %d", i).isEqualTo(sent);
            }
        }
        assertThat(in.isAnythingThere()).isFalse();
    }

    @Test
    void bytesOfANumberMustComeThroughInItsOrderOrNotBeWrittenAtAll() throws Exception {
        RingOutput out = output();
        RingInput in = input();
        int refused = 0;
        byte[] got = new byte[6];
        for (int i = 0; i < RING + 100; i++) { // so many times six, that every even place of the ring is begun at
            long number = (0x8503L << 32 | i) << 16 | 0xFFFF;
            byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            if (!out.tryWrite(number, 6)) {
                refused++;
                assertThat(out.write(bytes, 0, 6)).isEqualTo(6);
            }
            assertThat(in.read(got, 0, 6)).isEqualTo(6);
            if (!Arrays.equals(got, 0, 6, bytes, 0, 6)) {
                assertThat(got).as("round %d", i).isEqualTo(Arrays.copyOf(bytes, 6));
            }
        }
        assertThat(refused).as("only where the ring begins anew").isBetween(1, 4 * 6);
        assertThat(writeAll(out, new byte[RING], 0, RING - 7)).isEqualTo(RING - 7);
        assertThat(out.tryWrite(-1, 6)).as("no room for eight").isFalse();
        assertThat(in.available()).isEqualTo(RING - 7);
        assertThat(out.write(got, 0, 6)).isEqualTo(6);
    }

    private static int writeAll(RingOutput out, byte[] bytes, int from, int length) throws IOException {
        int written = 0;
        for (int count = -1; count != 0 && written < length; written += count) {
            count = out.write(bytes, from + written, length - written);
        }
        return written;
    }

    private static int readAll(RingInput in, byte[] bytes, int from) throws IOException {
        int got = 0;
        for (int count = -1; count != 0; got += count) {
            count = in.read(bytes, from + got, bytes.length - from - got);
        }
        return got;
    }

    @Test
    void fullRingMustTakeNoMoreAndTheRestWhenThereIsRoomForAllOfIt() throws Exception {
        RingOutput out = output();
        RingInput in = input();
        byte[] bytes = new byte[RING + 10];
        new Random(1).nextBytes(bytes);
        assertThat(writeAll(out, bytes, 0, bytes.length)).isEqualTo(RING);
        assertThat(out.write(bytes, 0, 1)).isZero();
        assertThat(out.hasRoom(1)).isFalse();
        byte[] got = new byte[bytes.length];
        assertThat(in.read(got, 0, 4)).isEqualTo(4);
        assertThat(out.write(bytes, RING, 10)).isZero();
        assertThat(out.write(bytes, RING, 4)).isEqualTo(4);
        assertThat(readAll(in, got, 4)).isEqualTo(RING);
        assertThat(out.write(bytes, RING + 4, 6)).isEqualTo(6);
        assertThat(in.read(got, RING + 4, 6)).isEqualTo(6);
        assertThat(got).isEqualTo(bytes);
    }

    @Test
    void largeValueMustGoInPiecesSoThatItsReaderNeedNotWaitForTheEnd() throws Exception {
        RingOutput out = output();
        RingInput in = input();
        byte[] bytes = new byte[RING];
        int piece = out.write(bytes, 0, RING);
        assertThat(piece).isBetween(1, RING / 4);
        assertThat(in.available()).isEqualTo(piece);
        writeAll(out, bytes, 0, RING - piece);
        assertThat(in.read(new byte[RING], 0, RING)).isBetween(1, RING / 4);
        assertThat(out.room()).isBetween(1, RING / 4);
    }

    @Test
    void piecesOfALargeRingMustBecomeShorterTowardsTheEndAndComeThroughWhole() throws Exception {
        int ring = SharedMemory.LARGE_RING_BYTES;
        ByteBuffer large = ByteBuffer.allocateDirect(DATA + ring).order(ByteOrder.nativeOrder());
        RingOutput out = new RingOutput(large, 0, DATA, ring, Control.ASLEEP);
        RingInput in = new RingInput(large, 0, DATA, ring);
        byte[] sent = new byte[3 * ring + 12_345];
        new Random(9).nextBytes(sent);
        byte[] got = new byte[sent.length];
        List<Integer> pieces = new ArrayList<>();
        int read = 0;
        for (int written = 0; read < sent.length; ) {
            int piece = out.write(sent, written, sent.length - written);
            if (piece > 0) {
                pieces.add(piece);
            }
            written += piece;
            read += in.read(got, read, got.length - read);
        }
        assertThat(got).isEqualTo(sent);
        assertThat(pieces).isSortedAccordingTo(Comparator.reverseOrder()).allMatch(piece -> piece <= ring / 8);
        assertThat(pieces.get(0)).isGreaterThan(pieces.get(pieces.size() - 2));
    }

    /** A cache line that both processors have takes the writer up to ten times as long as one that the reader alone has. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 64", "0, 4096", "17, 63", "17, 65", "17, 1000", "262100, 1000"})
    void readerMustWriteToEachCacheLineThatItHasReadAndToNothingElse(int from, int length) throws Exception {
        RingOutput out = output();
        RingInput in = input();
        byte[] ones = new byte[RING];
        Arrays.fill(ones, (byte) 1);
        assertThat(readAll(in, new byte[writeAll(out, ones, 0, from)], 0)).isEqualTo(from);
        assertThat(writeAll(out, ones, 0, RING)).isEqualTo(RING);
        assertThat(in.read(new byte[length], 0, length)).isEqualTo(length);
        byte[] after = new byte[RING];
        memory.get(DATA, after);
        for (int i = length; i < RING; i++) {
            if (after[(from + i) % RING] != 1) {
                throw new AssertionError("byte " + i + " has not been read and was written to");
            }
        }
        for (int i = 0; i + 64 <= length; i++) {
            int line = (from + i) % RING;
            if (line + 64 <= RING) {
                assertThat(Arrays.copyOfRange(after, line, line + 64))
                        .as("64 bytes from %d on", i)
                        .contains(0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, RING + 1L, 1L << 32, 1L << 40})
    void positionThatCannotBeMustBeTold(long damaged) throws Exception {
        RingInput in = input();
        memory.putLong(Control.WRITTEN, damaged);
        assertThatThrownBy(() -> in.read(new byte[10], 0, 10))
                .isInstanceOf(SharedMemory.DamagedException.class)
                .hasMessageContaining("damaged shared memory");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1 - RING, 11, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 40})
    void readerThatSaysItHasReadWhatWasNotWrittenMustBeTold(long damaged) throws Exception {
        RingOutput out = output();
        out.write(new byte[10], 0, 10);
        memory.putLong(Control.READ, damaged);
        assertThatThrownBy(() -> out.hasRoom(RING)).isInstanceOf(SharedMemory.DamagedException.class);
        assertThatThrownBy(out::room).isInstanceOf(SharedMemory.DamagedException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, RING + 1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 40})
    void writeThatNeedsRoomMustTellWhatTheReaderCannotHaveReadAndWriteNothing(long damaged) throws Exception {
        RingOutput out = output();
        writeAll(out, new byte[RING], 0, RING);
        memory.putLong(Control.READ, damaged);
        byte[] more = new byte[1 << 20];
        Arrays.fill(more, (byte) 1);
        assertThatThrownBy(() -> out.write(more, 0, more.length)).isInstanceOf(SharedMemory.DamagedException.class);
        assertThat(memory.get(DATA)).as("nothing was written").isZero();
        assertThat(out.position()).isEqualTo(RING);
    }

    @Test
    void sleepingReaderMustBeWokenOnce() throws Exception {
        RingOutput out = output();
        RingInput in = input();
        assertThat(out.readerMustBeWoken()).isFalse();
        in.fallAsleep();
        assertThat(out.readerMustBeWoken()).isTrue();
        assertThat(out.readerMustBeWoken()).isFalse();
        in.fallAsleep();
        in.wakeUp();
        assertThat(out.readerMustBeWoken()).isFalse();
    }

    @Test
    void twoThreadsMustExchangeBytesOfRandomLengths() throws Exception {
        long total = 64L << 20;
        RingInput in = input();
        CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> checksumOf(in, total));
        RingOutput out = output();
        CRC32 sent = new CRC32();
        Random random = new Random(5);
        byte[] bytes = new byte[3 * RING / 2];
        random.nextBytes(bytes);
        for (long left = total; left > 0; ) {
            int bound = random.nextInt(4) == 0 ? bytes.length : 300;
            int length = (int) Math.min(left, 1 + random.nextInt(bound));
            int count = out.write(bytes, bytes.length - length, length);
            sent.update(bytes, bytes.length - length, count);
            left -= count;
        }
        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(sent.getValue());
    }

    private static long checksumOf(RingInput in, long total) {
        CRC32 sum = new CRC32();
        Random random = new Random(6);
        byte[] bytes = new byte[RING];
        try {
            for (long left = total; left > 0; ) {
                int count = in.read(bytes, 0, (int) Math.min(left, 1 + random.nextInt(bytes.length)));
                sum.update(bytes, 0, count);
                left -= count;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return sum.getValue();
    }

    /** Both store, then look at what the other has stored; were one allowed to look first, both would sleep. */
    @Test
    void writerAndSleepingReaderMustNeverMissEachOther() throws Exception {
        int rounds = 200_000;
        RingInput in = input();
        RingOutput out = output();
        java.util.concurrent.Semaphore calls = new java.util.concurrent.Semaphore(0);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> readSleeping(in, calls, rounds));
        for (int i = 0; i < rounds; ) {
            i += out.write(new byte[1], 0, 1);
            if (out.readerMustBeWoken()) {
                calls.release();
            }
        }
        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(rounds);
    }

    private static int readSleeping(RingInput in, java.util.concurrent.Semaphore calls, int rounds) {
        byte[] bytes = new byte[3];
        int got = 0;
        try {
            while (got < rounds) {
                int count = in.read(bytes, 0, 3);
                got += count;
                if (count == 0) {
                    in.fallAsleep();
                    if (!in.isAnythingThere() && !calls.tryAcquire(20, TimeUnit.SECONDS)) {
                        return -got;
                    }
                    in.wakeUp();
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return got;
    }

    @ParameterizedTest
    @ValueSource(ints = {SharedMemory.SMALL_RING_BYTES, SharedMemory.LARGE_RING_BYTES})
    void fileMustBeItsOwnersAloneAndBothEndsMustMeetInIt(int ringBytes, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("memory");
        SharedMemory parent = SharedMemory.create(file, ringBytes);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        SharedMemory worker = SharedMemory.open(file);
        Files.delete(file);
        parent.requestOutput().write(new byte[] {1, 2}, 0, 2);
        worker.answerOutput().write(new byte[] {3}, 0, 1);
        byte[] got = new byte[10];
        assertThat(worker.requestInput().read(got, 0, 10)).isEqualTo(2);
        assertThat(parent.answerInput().read(got, 0, 10)).isEqualTo(1);
        assertThat(parent.requestOutput().capacity()).isEqualTo(ringBytes);
        assertThat(worker.asideOutput().write(new byte[] {4}, 0, 1)).isEqualTo(1);
        assertThat(parent.asideInput().read(got, 0, 10)).isEqualTo(1);
        assertThat(got[0]).isEqualTo((byte) 4);
        parent.claims().offer(0);
        assertThat(worker.claims().take()).isTrue();
        parent.release();
    }

    @Test
    void fileThatIsThereMustBeLeftAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("memory"), "somebody's");
        assertThatThrownBy(() -> SharedMemory.create(file, RING)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("somebody's");
        assertThatThrownBy(() -> SharedMemory.open(file)).hasMessageContaining("has 10 bytes");
    }

    /** The one way that JDK 17 has makes a newer JDK print warnings, which a user would see at the end of every pool. */
    @Test
    void memoryMustBeGivenBackAtOnceAndWithoutAWarning(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReleaseMain.class.getName(),
                        folder.resolve("memory").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).containsExactly("read: 5, mapped: 2", "mapped: 1");
    }
}
