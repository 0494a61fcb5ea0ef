// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** Everything that reads what came from the other process: from which whole bytes to begin, how, and what reading damaged ones may do. */
enum FuzzTarget {
    /** Values with a form of their own, as the parent reads them; damage can make objects of them. */
    VALUES_BY_PARENT(
            1_000_000,
            32 << 10,
            UntransferableException.class,
            FuzzSamples::values,
            bytes -> FuzzSamples.PARENT.read(new ByteSource(bytes))),

    /** Arguments, many in a row, as a worker reads them. */
    VALUES_BY_WORKER(
            300_000,
            32 << 10,
            UntransferableException.class,
            FuzzSamples::argumentLists,
            bytes -> readAll(FuzzSamples.WORKER, new ByteSource(bytes))),

    /** Java serialization, where a few bytes can claim a lot. */
    OBJECTS_BY_PARENT(
            400_000,
            1 << 19,
            UntransferableException.class,
            FuzzSamples::objects,
            bytes -> FuzzSamples.PARENT.read(new ByteSource(bytes))),

    /** Lambdas and functions that are objects, as a worker reads them. */
    FUNCTIONS_BY_WORKER(
            400_000,
            1 << 19,
            UntransferableException.class,
            FuzzSamples::functions,
            bytes -> FuzzSamples.WORKER.read(new ByteSource(bytes))),

    /** What is known of a lambda, without looking its method up. */
    LAMBDA_FORMS(300_000, FuzzSamples::lambdaForms, bytes -> LambdaForm.read(new ByteSource(bytes))),

    /** Answers of both kinds; what they hold is read elsewhere. */
    ANSWERS(400_000, FuzzSamples::answers, FuzzTarget::readAnswers),

    /** Failures of an initializer. */
    FAILURES(300_000, FuzzSamples::failures, bytes -> Failure.read(new ByteSource(bytes))),

    START_OPTIONS(300_000, FuzzSamples::startOptions, StartOptions::read),

    SHARE_REQUESTS(100_000, FuzzSamples::shareRequests, ShareRequest::read),

    RUN_REQUESTS(300_000, FuzzSamples::runRequests, FuzzTarget::readRunRequest),

    /** A stream of frames: lengths and kinds. A reader has a buffer, and believes a frame its first mebibyte. */
    FRAMES(150_000, 1 << 21, EOFException.class, FuzzSamples::frames, bytes -> readAll(WireBytes.reader(bytes))),

    /** The same by a reader that lends its buffer, which must not lend more than has come. */
    LENT_FRAMES(
            100_000,
            1 << 21,
            EOFException.class,
            FuzzSamples::frames,
            bytes -> readAll(FrameReader.lending(new ByteArrayInputStream(bytes)))),

    /** Brief answers, many at a time, as the parent takes them. */
    BRIEF_ANSWERS(100_000, 1 << 21, EOFException.class, FuzzSamples::briefAnswers, FuzzTarget::readBriefs),

    /** The mark behind which the frames begin, with noise in front of it. */
    HANDSHAKES(
            150_000,
            1 << 18,
            Handshake.NoHandshakeException.class,
            FuzzSamples::handshakes,
            bytes -> Handshake.await(WireBytes.reader(bytes)));

    /** Reads bytes as the program does. */
    private interface Reading {
        void read(byte[] bytes) throws IOException;
    }

    /** Makes whole bytes, to be damaged. */
    private interface Samples {
        List<byte[]> make() throws IOException;
    }

    /** Enough for an exception and its message. */
    private static final int BASE_BYTES = 16 << 10;

    /** Each byte may cost so many: an array of longs that claims the eight elements a byte that is believed of it. */
    private static final int ALLOCATED_PER_BYTE = 64;

    private final int mutations;
    private final int baseBytes;
    private final Class<? extends IOException> furtherRefusal;
    private final Samples samples;
    private final Reading reading;

    FuzzTarget(int mutations, Samples samples, Reading reading) {
        this(mutations, BASE_BYTES, ByteSource.CorruptFrameException.class, samples, reading);
    }

    FuzzTarget(
            int mutations,
            int baseBytes,
            Class<? extends IOException> furtherRefusal,
            Samples samples,
            Reading reading) {
        this.mutations = mutations;
        this.baseBytes = baseBytes;
        this.furtherRefusal = furtherRefusal;
        this.samples = samples;
        this.reading = reading;
    }

    /** Whole bytes, that {@link #read} takes. */
    List<byte[]> samples() throws IOException {
        return samples.make();
    }

    void read(byte[] bytes) throws IOException {
        reading.read(bytes);
    }

    /** How often they are damaged in one run. */
    int mutations() {
        return mutations;
    }

    /** How much reading so many bytes may allocate. */
    long bound(int length) {
        return baseBytes + (long) ALLOCATED_PER_BYTE * length;
    }

    /** Whether damaged bytes may be refused so. */
    boolean documents(IOException refusal) {
        return refusal instanceof ByteSource.CorruptFrameException || furtherRefusal.isInstance(refusal);
    }

    private static void readAll(Codec codec, ByteSource source) throws IOException {
        while (source.remaining() > 0) {
            codec.read(source);
        }
    }

    private static void readAll(FrameReader reader) throws IOException {
        Frame frame = reader.next();
        while (frame != null) {
            frame.payload();
            frame = reader.next();
        }
    }

    private static void readBriefs(byte[] bytes) throws IOException {
        FrameReader reader = FrameReader.lending(new ByteArrayInputStream(bytes));
        reader.fill();
        while (reader.isAnyBuffered()) {
            if (reader.isBriefBuffered() && reader.nextIntegers(bytes.length) == 0) {
                readBrief(reader.nextBrief());
            } else if (!reader.isBriefBuffered()) {
                reader.next();
            }
        }
    }

    private static void readBrief(ByteSource value) throws IOException {
        if (!Codec.readNumber(value, 0, new NoNumbers())) {
            FuzzSamples.PARENT.read(value);
        }
    }

    private static final class NoNumbers implements Codec.Numbers {

        @Override
        public void putInt(int index, int value) {}

        @Override
        public void putInts(int index, int[] values, int count) {}

        @Override
        public void putLong(int index, long value) {}

        @Override
        public void putDouble(int index, double value) {}
    }

    private static void readAnswers(byte[] bytes) throws IOException {
        Answer.read(new Frame(Frame.Kind.RESULT, bytes)).runsUserCode();
        Answer.read(new Frame(Frame.Kind.FAILED, bytes)).runsUserCode();
        Answer.read(new Frame(Frame.Kind.BRIEF, bytes)).runsUserCode();
    }

    private static void readRunRequest(byte[] bytes) throws IOException {
        RunRequest request = RunRequest.read(new ByteSource(bytes));
        int left = request.arguments().remaining();
        if (request.count() < 0 || request.count() > Math.max(1, left)) {
            throw new AssertionError("a request for " + request.count() + " calls with " + left + " bytes");
        }
    }
}
