// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import poolmark.bench.peers.driver.Conversation;
import poolmark.bench.peers.driver.NoOps;

/**
 * Asks the machine itself, with nothing but two bare JVMs: what no pool can go below. {@code floor=pipe} and
 * {@code floor=mapped} hand a number there and back, {@code floor=copy} copies through mapped memory, {@code floor=loop}
 * makes the list of results in one loop, {@code floor=jvm} starts a JVM that does nothing, or is one.
 */
public final class FloorDriver {

    private static final int STRIDE = 16;

    private final Conversation conversation;

    private FloorDriver(Conversation conversation) {
        this.conversation = conversation;
    }

    /** The driver. */
    public static void main(String[] args) throws Exception {
        new FloorDriver(new Conversation(args)).answer();
    }

    private void answer() throws Exception {
        switch (conversation.text("floor") + " " + conversation.question()) {
            case "pipe apply" -> pipe();
            case "mapped apply" -> mapped();
            case "mapped echo" -> echo();
            case "copy echo" -> copy();
            case "loop map" -> loop();
            case "jvm start" -> conversation.each(this::startAndEnd);
            case "jvm idle" -> conversation.idle();
            default -> conversation.cannot("a floor answers one question");
        }
    }

    private void pipe() throws Exception {
        try (PipeEcho echo = new PipeEcho()) {
            conversation.rate(STRIDE, () -> {
                for (int i = 0; i < STRIDE; i++) {
                    require(echo.roundTrip(i) == i + 1);
                }
            });
        }
    }

    private void mapped() throws Exception {
        try (MappedEcho echo = new MappedEcho(0)) {
            conversation.rate(STRIDE, () -> {
                for (int i = 0; i < STRIDE; i++) {
                    require(echo.roundTrip(i) == i + 1);
                }
            });
        }
    }

    private void echo() throws Exception {
        byte[] bytes = bytes();
        try (MappedEcho echo = new MappedEcho(bytes.length)) {
            conversation.rate(bytes.length, () -> {
                byte[] echoed = echo.roundTrip(bytes);
                require(echoed.length == bytes.length && echoed[bytes.length - 1] == 7);
            });
        }
    }

    /** In and out again, in one process: half of what an echo has to copy. */
    private void copy() throws Exception {
        byte[] bytes = bytes();
        try (MappedFile file = MappedFile.create(bytes.length)) {
            conversation.rate(bytes.length, () -> {
                file.memory().put(0, bytes);
                byte[] copied = new byte[bytes.length];
                file.memory().get(0, copied);
                require(copied[bytes.length - 1] == 7);
            });
        }
    }

    /** A list of as many results, in this process and by one thread: what they cost its allocator and its collector. */
    private void loop() throws Exception {
        List<Integer> items =
                IntStream.range(0, conversation.number("items")).boxed().toList();
        conversation.rate(items.size(), () -> {
            Integer[] results = new Integer[items.size()];
            int next = 0;
            for (Integer item : items) {
                results[next++] = item + 1;
            }
            require(NoOps.isNextOfAll(Arrays.asList(results)));
        });
    }

    private byte[] bytes() {
        byte[] bytes = new byte[conversation.number("bytes")];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    private void startAndEnd(boolean measured) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int code = OtherJvm.of(Path.of(conversation.text("hello")).toString(), Hello.class)
                .start()
                .waitFor();
        long nanos = System.nanoTime() - begin;
        require(code == 0);
        if (measured) {
            conversation.took("start-join", nanos, 1);
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("what came back is wrong");
        }
    }
}
