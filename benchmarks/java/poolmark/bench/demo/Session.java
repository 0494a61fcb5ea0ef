// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import poolmark.clock.CpuLedger;
import poolmark.clock.CpuReading;
import poolmark.clock.NanoClock;
import poolmark.pool.CurrentWorker;
import poolmark.pool.ProcessPool;
import poolmark.pool.Task;
import poolmark.pool.TaskProcess;

/** The tutorial's cells, in its order. Each prints what the tutorial's prints; those that are timed give their times. */
final class Session {

    static final List<Integer> INPUTS = List.of(0, 1, 2, 3, 4);
    static final List<Integer> EXPECTED = List.of(0, 2, 4, 6, 8);

    private final NanoClock clock = NanoClock.system();
    private final CpuLedger ledger = CpuLedger.ofChildren().warmUp();
    private final PrintStream out;
    private final int poolSize;
    private final Task<Integer, Integer> doCalculation;

    Session(PrintStream out, int poolSize, double scale) {
        this.out = out;
        this.poolSize = poolSize;
        this.doCalculation = data -> Calculation.doCalculation(data, scale);
    }

    /** The trap: a lazy map that is timed before anybody takes its outputs has done nothing. Then its outputs are taken. */
    Timed lazyMap() throws Exception {
        List<Stream<Integer>> outputs = new ArrayList<>();
        Timed timed = time("lazy map", () -> {
            outputs.add(INPUTS.stream().map(this::here));
            return List.of();
        });
        out.printf("A lazy map takes %.6f seconds and has calculated nothing yet.%n", timed.wallSeconds());
        outputs.get(0).forEach(output -> out.println("printing " + output));
        return timed;
    }

    Timed serial() throws Exception {
        out.println("Input   : " + INPUTS);
        Timed timed = time("serial", () -> INPUTS.stream().map(this::here).toList());
        out.println("Built-in: " + timed.outputs());
        out.printf("Serial programming takes %f seconds%n", timed.wallSeconds());
        return timed;
    }

    private Integer here(Integer data) {
        try {
            return doCalculation.apply(data);
        } catch (Exception e) {
            throw new IllegalStateException("the calculation failed", e);
        }
    }

    /** A process for each input, all at the same time. */
    Timed processes() throws Exception {
        return report(time("Process", () -> {
            Task<Integer, Integer> task = doCalculation;
            List<TaskProcess<Integer>> started = new ArrayList<>();
            for (Integer data : INPUTS) {
                started.add(TaskProcess.start(() -> task.apply(data)));
            }
            List<Integer> outputs = new ArrayList<>();
            for (TaskProcess<Integer> process : started) {
                outputs.add(process.join());
            }
            return outputs;
        }));
    }

    Timed poolMap() throws Exception {
        return report(time("Pool with map", () -> {
            ProcessPool pool = open();
            List<Integer> outputs = pool.map(doCalculation, INPUTS);
            pool.shutdown(); // no more tasks
            pool.join(); // wrap up current tasks
            return outputs;
        }));
    }

    Timed poolApply() throws Exception {
        return report(time("Pool with apply", () -> {
            ProcessPool pool = open();
            List<Integer> outputs = new ArrayList<>();
            for (Integer data : INPUTS) {
                outputs.add(pool.apply(doCalculation, data));
            }
            pool.shutdown();
            pool.join();
            return outputs;
        }));
    }

    Timed poolApplyAsync() throws Exception {
        return report(time("Pool with apply_async", () -> {
            List<Integer> outputs = new ArrayList<>();
            try (ProcessPool pool = open()) {
                List<CompletableFuture<Integer>> futures = new ArrayList<>();
                for (Integer data : INPUTS) {
                    futures.add(pool.applyAsync(doCalculation, data));
                }
                for (CompletableFuture<Integer> future : futures) {
                    outputs.add(future.get());
                }
                printTime("Before");
            }
            printTime("After");
            return outputs;
        }));
    }

    private void printTime(String when) {
        out.printf("%s: Time %.3f at Process %s%n", when, System.currentTimeMillis() / 1e3, CurrentWorker.name());
    }

    private ProcessPool open() {
        return ProcessPool.builder()
                .processes(poolSize)
                .initializer(Calculation::startProcess)
                .open();
    }

    private Timed report(Timed timed) {
        out.printf("%s: %s time: %f%n*************%n", timed.name(), timed.outputs(), timed.wallSeconds());
        return timed;
    }

    private Timed time(String name, Callable<List<Integer>> work) throws Exception {
        CpuReading cpuBefore = ledger.read();
        long before = clock.nanos();
        List<Integer> outputs = work.call();
        long after = clock.nanos();
        return new Timed(name, outputs, after - before, ledger.read().minus(cpuBefore));
    }
}
