// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that uses pools and then ends in the way that its first argument says, or waits to be killed. Prints the process
 * ids of its workers, which are idle, asleep, busy without end, initialising, starting up, or blank on the shelf.
 */
final class OrphanMain {

    private OrphanMain() {}

    public static void main(String[] args) throws Exception {
        List<ProcessPool> pools = new ArrayList<>();
        for (StartMethod method : StartMethod.values()) {
            ProcessPool idle = open(method);
            ProcessPool busy = open(method);
            pools.addAll(List.of(idle, busy));
            busy.applyAsync(Tasks::spin, 1);
        }
        ProcessPool asleep = open(StartMethod.SPAWN);
        ProcessPool flooding = open(StartMethod.SPAWN);
        pools.addAll(List.of(asleep, flooding));
        asleep.applyAsync(Tasks::sleep, 600_000);
        flooding.applyAsync(OrphanMain::flood, 1);
        for (int i = 0; i < pools.size(); i += 2) {
            if (pools.get(i) != asleep) {
                pools.get(i).apply(Tasks::twice, 1);
            }
        }
        pools.add(ProcessPool.builder()
                .processes(1)
                .initializer(() -> Tasks.spin(1))
                .open());
        if (args[0].equals("SIGKILL")) {
            ProcessPool counting = ProcessPool.builder()
                    .processes(1)
                    .jvmArgs("-XX:+UseSerialGC")
                    .open();
            counting.applyAsync(OrphanMain::count, 12_345_678_901L);
            pools.add(counting);
            Thread.sleep(1000); // until its loop is compiled
        }
        TaskProcess<Integer> process = TaskProcess.start(() -> Tasks.spin(1));
        Thread.sleep(400); // all are at it by now
        pools.add(ProcessPool.open(1)); // still starting up when its parent ends
        System.out.print("workers " + process.pid());
        for (ProcessPool pool : pools) {
            for (WorkerInfo worker : pool.workers()) {
                System.out.print(" " + worker.pid());
            }
        }
        ProcessHandle.current().children().forEach(child -> System.out.print(" " + child.pid()));
        System.out.println();
        System.out.flush();
        end(args[0]);
    }

    private static ProcessPool open(StartMethod method) {
        return ProcessPool.builder()
                .processes(1)
                .startMethod(method)
                .output(output -> {})
                .open();
    }

    /** Prints without end, so that it is held up in the middle of a write when nobody reads any more. */
    private static int flood(int ignored) {
        while (true) {
            System.out.println("x".repeat(1000));
        }
    }

    /** A loop that compiled code does not leave for a safepoint with this collector: not even the JVM itself can interrupt it. */
    private static long count(long start) {
        long value = start;
        for (int i = 1; i < Integer.MAX_VALUE; i++) {
            value += start / (value | i);
        }
        return value;
    }

    private static void end(String how) throws InterruptedException {
        switch (how) {
            case "return" -> {}
            case "throw" -> throw new IllegalStateException("on purpose");
            case "exit" -> System.exit(3);
            case "halt" -> Runtime.getRuntime().halt(4);
            default -> Thread.sleep(600_000);
        }
    }
}
