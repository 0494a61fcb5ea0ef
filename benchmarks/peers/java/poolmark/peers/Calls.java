// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import poolmark.bench.peers.driver.Conversation;

/** The questions that every system can be asked which takes a serialisable callable and gives a future. */
final class Calls {

    private static final int STRIDE = 16;

    private final Conversation conversation;
    private final Opener opener;

    /** A system at work. */
    interface Pool extends AutoCloseable {
        /** Hands over a task. */
        <T> Future<T> submit(Call<T> call) throws Exception;

        @Override
        void close();
    }

    /** Starts a system. */
    interface Opener {
        Pool open(int workers) throws Exception;
    }

    /** A task that can travel. */
    interface Call<T> extends Callable<T>, Serializable {}

    Calls(Conversation conversation, Opener opener) {
        this.conversation = conversation;
        this.opener = opener;
    }

    void answer() throws Exception {
        if (conversation.question().equals("open")) {
            conversation.each(this::openToFirstResult);
            return;
        }
        try (Pool pool = opener.open(conversation.number("workers"))) {
            switch (conversation.question()) {
                case "apply" -> conversation.rate(STRIDE, () -> apply(pool));
                case "async" -> conversation.rate(conversation.number("tasks"), () -> async(pool));
                case "echo" -> echo(pool);
                default -> conversation.cannot("no such operation");
            }
        }
    }

    private static Call<Integer> next(int number) {
        return () -> number + 1;
    }

    private static void apply(Pool pool) throws Exception {
        for (int i = 0; i < STRIDE; i++) {
            require(pool.submit(next(i)).get() == i + 1);
        }
    }

    private void async(Pool pool) throws Exception {
        int tasks = conversation.number("tasks");
        List<Future<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            futures.add(pool.submit(next(i)));
        }
        for (int i = 0; i < tasks; i++) {
            require(futures.get(i).get() == i + 1);
        }
    }

    private void echo(Pool pool) throws Exception {
        byte[] bytes = new byte[conversation.number("bytes")];
        Arrays.fill(bytes, (byte) 7);
        conversation.rate(bytes.length, () -> {
            byte[] echoed = pool.<byte[]>submit(() -> bytes).get();
            require(echoed.length == bytes.length && echoed[bytes.length - 1] == 7);
        });
    }

    private void openToFirstResult(boolean measured) throws Exception {
        long begin = System.nanoTime();
        try (Pool pool = opener.open(conversation.number("workers"))) {
            require(pool.submit(next(1)).get() == 2);
            if (measured) {
                conversation.took("open", System.nanoTime() - begin, 1);
            }
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("a result is wrong");
        }
    }
}
