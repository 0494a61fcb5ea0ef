// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A program that uses a pool in every way, faults included, and ends as its argument says. */
final class TemporaryFilesMain {

    private TemporaryFilesMain() {}

    public static void main(String[] args) throws Exception {
        String temporary = "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir");
        for (StartMethod method : StartMethod.values()) {
            ProcessPool pool = ProcessPool.builder()
                    .processes(2)
                    .startMethod(method)
                    .jvmArgs(temporary)
                    .taskTimeout(Duration.ofMillis(300))
                    .output(line -> {})
                    .open();
            pool.map(Tasks::twice, List.of(1, 2, 3));
            pool.apply(bytes -> bytes, new byte[5_000_000]);
            expectFailure(() -> pool.apply(Tasks::signalSelf, 9));
            expectFailure(() -> pool.apply(Tasks::spin, 1));
            expectFailure(() -> pool.apply(() -> {
                throw new IOException("x");
            }));
            if (args[0].equals("close")) {
                pool.close();
            }
        }
        if (args[0].equals("halt")) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void expectFailure(Runnable call) {
        try {
            call.run();
        } catch (PoolException e) {
            return;
        }
        throw new IllegalStateException("should have failed");
    }
}
