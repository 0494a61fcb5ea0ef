// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.concurrent.CompletableFuture;

/**
 * A program that is killed while its tasks have processes of their own: one task waits for them, one process waits, and one
 * worker is idle after a task that left some. They write their process ids to the file that is the argument.
 */
final class DescendantsMain {

    private DescendantsMain() {}

    public static void main(String[] args) throws Exception {
        String file = args[0];
        ProcessPool busy = ProcessPool.open(1);
        ProcessPool idle = ProcessPool.open(1);
        CompletableFuture<Integer> waiting = busy.applyAsync(Children::startAndSpin, file);
        idle.apply(Children::start, file);
        TaskProcess<Integer> process = TaskProcess.start(() -> Children.startAndSpin(file));
        System.out.println("workers " + busy.workers().get(0).pid() + " "
                + idle.workers().get(0).pid() + " " + process.pid());
        waiting.join();
    }
}
