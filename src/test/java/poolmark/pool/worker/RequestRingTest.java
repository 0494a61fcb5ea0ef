// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameWriter;
import poolmark.pool.wire.RingSender;
import poolmark.pool.wire.RunRequest;
import poolmark.pool.wire.ring.RingInput;
import poolmark.pool.wire.ring.RingOutput;
import poolmark.pool.wire.ring.SharedMemory;

/** Requests through shared memory, and the answers that were sent without waking the parent because another request waited. */
class RequestRingTest {

    private static final byte[] ANSWER = {1, 2, 3};

    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private SharedMemory memory;
    private int got;
    private RingOutput parent;
    private AnswerOutput answers;
    private RequestRing requests;

    @BeforeEach
    void share(@TempDir Path folder) throws IOException {
        memory = SharedMemory.create(folder.resolve("memory"), SharedMemory.SMALL_RING_BYTES);
        parent = memory.requestOutput();
        RingSender sender = new RingSender(memory.answerOutput(), () -> true, pipe);
        requests = new RequestRing(memory, 0, sender);
        answers = new AnswerOutput(new FrameWriter(pipe));
        answers.continueIn(sender, requests);
        memory.answerInput().fallAsleep();
    }

    @AfterEach
    void giveBack() {
        memory.release();
    }

    private int wakings() {
        return pipe.size();
    }

    private static byte[] request() {
        ByteSink request = new ByteSink();
        RunRequest.writeHead(request, 7, 1, 0);
        return request.toByteArray();
    }

    @Test
    void lastAnswerMustWakeTheParentWhereNothingElseIsToBeDone() throws IOException {
        answers.sendLast(ANSWER, 0, ANSWER.length);
        assertThat(wakings()).isEqualTo(1);
    }

    @Test
    void parentMustBeWokenOnceForAnAnswerAndTheBeginningOfTheNextTask() throws IOException {
        parent.write(request(), 0, request().length);
        memory.claims().offer(0);
        answers.sendLast(ANSWER, 0, ANSWER.length);
        assertThat(wakings()).isZero();
        assertThat(requests.take()).isTrue();
        assertThat(requests.next().kind()).isEqualTo(Frame.Kind.RUN);
        answers.send(Frame.Kind.STARTED);
        assertThat(wakings()).isEqualTo(1);
        assertThat(memory.answerInput().available()).isEqualTo(ANSWER.length + Frame.HEADER_BYTES);
    }

    @Test
    void parentMustBeWokenForAnAnswerWhereTheNextRequestWasTakenBack() throws IOException {
        memory.claims().offer(0);
        answers.sendLast(ANSWER, 0, ANSWER.length);
        assertThat(memory.claims().revoke(1)).isEqualTo(1);
        assertThat(requests.take()).isFalse();
        assertThat(wakings()).isEqualTo(1);
    }

    @Test
    void parentMustBeWokenForAnAnswerWhereTheNextRequestIsNotThereWhole() throws Exception {
        byte[] request = request();
        parent.write(request, 0, 2);
        memory.claims().offer(0);
        answers.sendLast(ANSWER, 0, ANSWER.length);
        assertThat(requests.take()).isTrue();
        CompletableFuture<Frame> next = CompletableFuture.supplyAsync(() -> {
            try {
                return requests.next();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> wakings() == 1);
        assertThat(next).isNotDone();
        parent.write(request, 2, request.length - 2);
        assertThat(next.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Frame.Kind.RUN);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5})
    void parentMustBeWokenForAnAnswerThatLeavesNoRoomForTheNextWord(int more) throws Exception {
        parent.write(request(), 0, request().length);
        memory.claims().offer(0);
        byte[] answer = new byte[SharedMemory.SMALL_RING_BYTES + more];
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> {
            try {
                answers.sendLast(answer, 0, answer.length);
                requests.take();
                requests.next();
                answers.send(Frame.Kind.STARTED);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> wakings() == 1);
        RingInput reader = memory.answerInput();
        byte[] read = new byte[answer.length + Frame.HEADER_BYTES];
        await().until(() -> (got += reader.read(read, got, read.length - got)) == read.length);
        worker.get(10, TimeUnit.SECONDS);
    }
}
