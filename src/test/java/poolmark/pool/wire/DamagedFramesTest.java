// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poolmark.pool.Task;

/**
 * Frames of every kind, damaged at random: whatever arrives, reading it ends soon, with an {@link IOException} or with some
 * value, and allocates no more than there is reason to.
 */
class DamagedFramesTest {

    private static final int MUTATIONS = 100_000;

    /** Far above what reading any of these frames takes, far below what a lie about a length could cost. */
    private static final long MAX_ALLOCATED = 16 << 20;

    private final Codec parent = WireBytes.parent();
    private final Codec worker = WireBytes.worker();

    private record Message(String text, List<Integer> numbers) implements Serializable {}

    private static List<Object> values() {
        return List.of(
                1,
                -5L,
                3.5,
                true,
                "text",
                "\uD800 lone",
                new byte[20],
                new int[20],
                new long[5],
                new double[5],
                new Message("m", List.of(1, 2, 3)),
                new ArrayList<>(List.of("a", "b")),
                TimeUnit.DAYS,
                new LinkedHashMap<>(Map.of("k", 1)),
                new float[] {1, 2},
                new String[] {"x", "y"});
    }

    private List<byte[]> frames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (Object value : values()) {
            ByteSink result = new ByteSink();
            int start = Answer.beginResult(result, 12_345);
            parent.write(result, value);
            Frame.end(result, start);
            frames.add(result.toByteArray());
        }
        for (Failure.Kind kind : Failure.Kind.values()) {
            ByteSink failed = new ByteSink();
            Answer.writeFailure(
                    failed, -1, Failure.of(kind, new IllegalStateException("m", new IOException("c")), worker));
            frames.add(failed.toByteArray());
        }
        ByteSink notReady = new ByteSink();
        int start = Frame.begin(notReady, Frame.Kind.NOT_READY);
        Failure.of(Failure.Kind.THREW, new IOException("x"), worker).writeTo(notReady);
        Frame.end(notReady, start);
        frames.add(notReady.toByteArray());
        Task<Integer, Integer> lambda = x -> x + values().size();
        for (Object function : List.of(lambda, (Task<String, Integer>) String::length, new Message("f", List.of()))) {
            byte[] encoded = WireBytes.encoded(parent, function);
            ByteSink define = new ByteSink();
            RunRequest.writeDefinition(define, 7, encoded);
            frames.add(define.toByteArray());
            ByteSink started = new ByteSink();
            new StartOptions("SpawnPoolWorker-1", 4711, true, encoded).writeTo(started);
            frames.add(started.toByteArray());
        }
        ByteSink arguments = new ByteSink();
        for (Object value : values()) {
            parent.write(arguments, value);
        }
        ByteSink run = new ByteSink();
        RunRequest.writeHead(run, 7, values().size(), arguments.size());
        run.write(arguments.array(), 0, arguments.size());
        frames.add(run.toByteArray());
        ByteSink plain = new ByteSink();
        new StartOptions("n", 1, false, null).writeTo(plain);
        Frame.writeEmpty(plain, Frame.Kind.READY);
        Frame.writeEmpty(plain, Frame.Kind.EXIT);
        frames.add(plain.toByteArray());
        return frames;
    }

    @Test
    void framesMustBeReadableBeforeTheyAreDamaged() throws IOException {
        for (byte[] frame : frames()) {
            assertThat(readAll(frame)).isPositive();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFrameMustBeRefusedOrReadWithinBounds() throws IOException {
        Random random = new Random(20261123);
        List<byte[]> frames = frames();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(frames.get(i % frames.size()), random);
            long before = WireBytes.allocated();
            long begun = System.nanoTime();
            try {
                readAll(damaged);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + ": " + Arrays.toString(damaged), e);
            }
            assertThat(WireBytes.allocated() - before)
                    .as("allocated for mutation %d", i)
                    .isLessThan(MAX_ALLOCATED);
            assertThat(System.nanoTime() - begun)
                    .as("time for mutation %d", i)
                    .isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
        assertThat(refused).as("mutations that were refused").isBetween(MUTATIONS / 10, MUTATIONS);
    }

    /** Flips, overwrites, inserts, drops and repeats bytes, and puts in the numbers at which things break. */
    private static byte[] damage(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        for (int times = random.nextInt(4); times >= 0; times--) {
            if (bytes.length < 2) {
                return bytes;
            }
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                case 4 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), new byte[0]);
                case 5 -> bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, 0, at));
                default -> {
                    byte[] number = extreme(random);
                    bytes = splice(bytes, at, Math.min(bytes.length, at + number.length), number);
                }
            }
        }
        return bytes;
    }

    private static byte[] extreme(Random random) {
        ByteSink sink = new ByteSink();
        long number = new long[] {0, -1, 0x7FFF_FFFF, 0x7FFF_FFF7, 1L << 31, 1L << 32, 0x0400_0000, Long.MIN_VALUE}
                [random.nextInt(8)];
        if (random.nextBoolean()) {
            sink.writeInt((int) number);
        } else {
            sink.writeVarLong(number);
        }
        return sink.toByteArray();
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }

    /** Reads as both sides do; how many frames and values there were. */
    private int readAll(byte[] bytes) throws IOException {
        FrameReader reader = WireBytes.reader(bytes);
        int read = 0;
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            read += 1 + read(frame);
        }
        return read;
    }

    private int read(Frame frame) throws IOException {
        switch (frame.kind()) {
            case RESULT, FAILED: {
                Answer answer = Answer.read(frame);
                if (answer.failure() == null) {
                    parent.read(answer.result());
                } else {
                    rebuild(answer.failure());
                }
                return 1;
            }
            case NOT_READY:
                rebuild(Failure.read(new ByteSource(frame.payload())));
                return 1;
            case START: {
                StartOptions options = StartOptions.read(frame.payload());
                if (options.initializer() != null) {
                    worker.read(new ByteSource(options.initializer()));
                }
                return 1;
            }
            case DEFINE: {
                ByteSource source = new ByteSource(frame.payload());
                RunRequest.readDefinitionId(source);
                worker.read(source);
                return 1;
            }
            case RUN: {
                RunRequest request = RunRequest.read(frame.payload());
                int count = 0;
                while (count < request.count() && request.arguments().remaining() > 0) {
                    worker.read(request.arguments());
                    count++;
                }
                return count;
            }
            default:
                return 0;
        }
    }

    private void rebuild(Failure failure) throws IOException {
        if (failure.exception() != null) {
            parent.read(new ByteSource(failure.exception()));
        }
    }
}
