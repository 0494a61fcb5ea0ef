// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import poolmark.clock.Burning;
import poolmark.clock.ChildProcesses;
import poolmark.clock.CpuClock;
import poolmark.clock.CpuLedger;
import poolmark.clock.CpuReading;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;

/**
 * A program with a pool whose workers burn CPU time and partly die of it, that tells at its end what the ledger says all of
 * it has cost: {@code LedgerMain <workers> <millis each> <how many to kill>}. It prints the ledger's total since the start
 * of this JVM (its own time and that of all workers) in ns, and the sum of what the tasks that came back say they burnt.
 */
final class LedgerMain {

    private LedgerMain() {}

    /** Burns by its thread's own clock. */
    static final class Burn implements Task<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long apply(Long nanos) {
            return Burning.threadNanos(nanos);
        }
    }

    public static void main(String[] args) throws Exception {
        int workers = Integer.parseInt(args[0]);
        long nanos = Long.parseLong(args[1]) * 1_000_000L;
        int kills = Integer.parseInt(args[2]);
        CpuLedger ledger = new CpuLedger(CpuClock.best(), ChildProcesses::pids).warmUp();
        long burnt = 0;
        int crashed = 0;
        try (ProcessPool pool = ProcessPool.open(workers)) {
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (int task = 0; task < workers + kills; task++) {
                answers.add(pool.applyAsync(new Burn(), nanos));
            }
            killWorkers(kills, answers.size(), nanos, ledger);
            for (CompletableFuture<Long> answer : answers) {
                try {
                    burnt += answer.join();
                } catch (CompletionException killed) {
                    crashed++;
                }
            }
        }
        awaitNoChild();
        CpuReading last = ledger.read();
        System.out.println(last.totalNanos() + " " + burnt + " " + crashed + " " + last.isSettled());
    }

    /** One after the other, each in the middle of its work: they come evenly in the first half of all the work. */
    private static void killWorkers(int kills, int tasks, long nanos, CpuLedger ledger) throws InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            long busyBefore = ledger.read().workersNanos();
            while (ledger.read().workersNanos() - busyBefore < nanos * tasks / (2L * kills + 2)) {
                Thread.sleep(2);
            }
            busiest().destroyForcibly();
        }
    }

    private static ProcessHandle busiest() {
        CpuClock clock = CpuClock.best();
        return ProcessHandle.current()
                .children()
                .max((one, other) -> Long.compare(
                        clock.processNanos(one.pid()).orElse(0),
                        clock.processNanos(other.pid()).orElse(0)))
                .orElseThrow();
    }

    private static void awaitNoChild() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (ChildProcesses.pids().length > 0 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }
}
