// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import java.util.concurrent.Future;
import net.viktorc.pp4j.impl.JavaProcessPoolExecutor;
import net.viktorc.pp4j.impl.SimpleJavaProcessOptions;
import poolmark.bench.peers.driver.Conversation;

/** Asks PP4J. */
public final class Pp4jDriver {

    /** Workers live as long as their pool. */
    private static final long NO_KEEP_ALIVE_LIMIT = 0;

    private Pp4jDriver() {}

    /** The driver. */
    public static void main(String[] args) throws Exception {
        Conversation conversation = new Conversation(args);
        conversation.version("PP4J 2.2, Java " + Runtime.version());
        new Calls(conversation, Executor::new).answer();
        // Its threads are no daemons, and some outlive it.
        System.exit(0);
    }

    private static final class Executor implements Calls.Pool {

        private final JavaProcessPoolExecutor executor;

        Executor(int workers) throws InterruptedException {
            executor = new JavaProcessPoolExecutor(
                    new SimpleJavaProcessOptions(NO_KEEP_ALIVE_LIMIT), workers, workers, 0, (NoTask) () -> {}, false);
        }

        @Override
        public <T> Future<T> submit(Calls.Call<T> call) {
            return executor.submit(call);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private interface NoTask extends Runnable, java.io.Serializable {}
}
