// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import poolmark.clock.PeakMemory;
import poolmark.clock.ProcessTree;
import poolmark.measure.peers.figure.Question;

/** One driver, from its start to its end: the harness's side of the protocol. */
public final class DriverRun {

    /** Nobody needs a tenth of it, or something hangs. */
    private static final long PATIENCE_SECONDS = 120;

    private static final long END_SECONDS = 20;

    private final Process process;
    private final ProcessTree tree;
    private final BufferedReader lines;
    private final Writer commands;
    private final Answer answer = new Answer();
    private final List<Long> workers = new ArrayList<>();
    private final List<ProcessHandle> seen = new ArrayList<>();
    private final List<Line.Took> block = new ArrayList<>();
    private OptionalLong cpuBefore = OptionalLong.empty();

    private DriverRun(Process process) {
        this.process = process;
        tree = new ProcessTree(process.toHandle());
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Runs a driver. Blocks until it has ended; afterwards nothing of it is left.
     *
     * @param command its command line
     * @param blocks how often it is told to go
     * @param errors takes what it writes to standard error
     * @return what it said
     * @throws IOException when it failed; the message says how
     */
    public static Answer of(List<String> command, int blocks, Path errors) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        DriverRun run = new DriverRun(process);
        CompletableFuture<Boolean> late = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((isLate, cancelled) -> {
                    if (isLate != null) {
                        run.tree.kill();
                    }
                });
        try {
            run.converse(blocks);
            return run.answer;
        } catch (IOException failure) {
            String end = late.isDone() ? "did not end within " + PATIENCE_SECONDS + " s" : failure.getMessage();
            throw new IOException(end + lastError(errors), failure);
        } finally {
            late.cancel(false);
            run.end();
        }
    }

    private void converse(int blocks) throws IOException, InterruptedException {
        int left = blocks;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            Optional<Line> line = Line.parse(text);
            if (line.isPresent() && line.get().word().equals("ready")) {
                boolean goes = left-- > 0;
                look(goes);
                commands.write(goes ? "go\n" : "end\n");
                commands.flush();
            } else if (line.isPresent()) {
                hear(line.get());
            }
        }
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(
                    process.isAlive()
                            ? "closed its output and went on"
                            : "ended with exit code " + process.exitValue());
        }
    }

    private void hear(Line line) throws IOException {
        switch (line.word()) {
            case "took" -> block.add(line.took());
            case "done" -> finishBlock(line.number());
            case "worker" -> workers.add(line.number());
            case "version" -> answer.version(line.rest());
            case "cannot" -> answer.cannot(line.rest());
            default -> throw new Line.ProtocolException(line);
        }
    }

    /** The driver waits: what there is to see is quiet now. */
    private void look(boolean goes) {
        if (goes) {
            memory();
            cpuBefore = tree.cpuNanos();
        } else {
            tree.all().forEach(seen::add);
        }
    }

    private void memory() {
        workers.stream()
                .map(PeakMemory::rssBytes)
                .filter(OptionalLong::isPresent)
                .forEach(bytes -> answer.add(Question.IDLE_MEMORY.id(), bytes.getAsLong(), OptionalLong.empty(), 1));
    }

    private void finishBlock(long units) {
        OptionalLong now = tree.cpuNanos();
        OptionalLong cpu = now.isPresent() && cpuBefore.isPresent()
                ? OptionalLong.of(now.getAsLong() - cpuBefore.getAsLong())
                : OptionalLong.empty();
        for (Line.Took took : block) {
            if (!took.row().equals(Question.IDLE_CPU.id())) {
                answer.add(took.row(), took.nanosPerUnit(), cpu, units);
            } else if (cpu.isPresent()) {
                double perSecond = (double) cpu.getAsLong() * TimeUnit.SECONDS.toNanos(1) / took.nanos();
                answer.add(took.row(), perSecond, OptionalLong.empty(), 1);
            }
        }
        block.clear();
    }

    private void end() {
        Stream.concat(tree.all(), seen.stream()).toList().forEach(ProcessHandle::destroyForcibly);
    }

    private static String lastError(Path errors) throws IOException {
        List<String> lines = Files.readAllLines(errors, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    }
}
