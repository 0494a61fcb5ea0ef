// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import poolmark.bench.cli.UsageException;
import poolmark.bench.peers.rivals.Catalogue;
import poolmark.bench.peers.rivals.Jars;
import poolmark.bench.peers.rivals.Jdk;
import poolmark.bench.peers.rivals.Peer;
import poolmark.bench.peers.run.Answer;
import poolmark.bench.peers.run.Answers;
import poolmark.bench.peers.run.DriverRun;
import poolmark.bench.record.Circumstances;
import poolmark.clock.ClockFacts;
import poolmark.clock.CpuClock;
import poolmark.measure.machine.GitState;
import poolmark.measure.machine.HostFacts;
import poolmark.measure.peers.PeersReport;
import poolmark.measure.peers.PeersTable;
import poolmark.measure.peers.figure.Figure;
import poolmark.measure.peers.figure.Rows;
import poolmark.measure.peers.goal.Goal;
import poolmark.measure.peers.goal.Goals;
import poolmark.measure.result.RunDirectory;

/** The sub-command {@code peers}. */
public final class Peers {

    private static final int FINE = 0;
    private static final int FAILED = 4;

    private final PeersCommand command;
    private final PrintStream err;
    private final List<Peer> peers;
    private final Plan plan;
    private final Answers answers = new Answers();
    private final Map<String, String> failures = new TreeMap<>();
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final HostFacts host = HostFacts.read();
    private final GitState git = GitState.of(Path.of("").toAbsolutePath());

    private Peers(PeersCommand command, List<Peer> peers, PrintStream err) {
        this.command = command;
        this.peers = peers;
        this.err = err;
        plan = Plan.of(peers, command.effort(), command.only(), command.seed());
    }

    /**
     * Compares.
     *
     * @param args what followed {@code peers} on the command line
     * @param out takes the tables
     * @param err takes progress
     * @return the exit code: 4 where a system that is there could not be measured
     * @throws UsageException when the arguments mean nothing
     * @throws IOException when the results cannot be written
     */
    public static int run(List<String> args, PrintStream out, PrintStream err)
            throws UsageException, IOException, InterruptedException {
        PeersCommand command = PeersCommand.parse(args);
        Jars jars = Jars.in(command.kit().directory().resolve("jars"));
        Peers run = new Peers(command, new Catalogue(jars, command.jdks(), command.kit()).peers(), err);
        if (run.plan.size() == 0) {
            throw new UsageException("--only " + command.only() + " leaves nothing to ask; it is looked for in"
                    + " \"question system\", such as \"apply python-spawn\"");
        }
        return run.measure(out);
    }

    private int measure(PrintStream out) throws UsageException, IOException, InterruptedException {
        Path directory = directory();
        Path errors = Files.createFile(directory.resolve("driver-errors.txt"));
        int asked = 0;
        for (List<Plan.Cell> round : plan.rounds()) {
            for (Plan.Cell cell : round) {
                asked++;
                ask(cell, errors, asked);
            }
            write(directory, asked == plan.size());
        }
        Files.delete(errors);
        out.print(PeersTable.text(write(directory, true)));
        err.println("written: " + directory);
        return failures.isEmpty() ? FINE : FAILED;
    }

    private Path directory() throws UsageException {
        try {
            return Files.createDirectories(command.out().resolve(RunDirectory.runId(startedAt, git, "peers")));
        } catch (IOException unwritable) {
            throw new UsageException("-o " + command.out() + " cannot be written; give another directory", unwritable);
        }
    }

    private void ask(Plan.Cell cell, Path errors, int number) throws InterruptedException {
        Map<String, String> parameters = command.effort().parameters(cell.question());
        long begin = System.nanoTime();
        String end;
        try {
            Answer answer = DriverRun.of(
                    cell.peer().command(cell.question(), parameters),
                    command.effort().blocks(cell.question()),
                    errors);
            answers.add(cell.peer().id(), answer);
            end = brief(answer);
            if (answer.refusal() != null) {
                throw new IOException("cannot: " + answer.refusal());
            }
        } catch (IOException failure) {
            failures.put(cell.label(), failure.getMessage());
            end = "FAILED: " + failure.getMessage();
        }
        err.printf(
                "%3d/%d  %-36s %5.1f s  %s%n",
                number, plan.size(), cell.label(), (System.nanoTime() - begin) / 1e9, end);
    }

    private static String brief(Answer answer) {
        return answer.rows().stream()
                .map(row -> row + " "
                        + PeersTable.shown(
                                row, Figure.of(List.of(answer.values(row))).median()))
                .collect(Collectors.joining(", "));
    }

    private PeersReport write(Path directory, boolean complete) throws IOException {
        List<Integer> versions =
                command.jdks().stream().map(Jdk::feature).distinct().sorted().toList();
        String reference = Goal.systemName(false, versions.get(0));
        Rows rows = answers.rows().against(reference);
        PeersReport report = new PeersReport(
                PeersReport.SCHEMA,
                complete,
                startedAt.toString(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                command.given(),
                command.effort().name().toLowerCase(java.util.Locale.ROOT),
                command.seed(),
                plan.order(),
                git,
                Circumstances.jar(),
                Circumstances.hostJvm(),
                host,
                HostFacts.load(),
                ClockFacts.of(CpuClock.best()),
                systems(),
                missing(),
                failures,
                reference,
                rows.all(),
                Goals.judge(rows, versions));
        report.write(directory.resolve("peers.json"));
        Files.writeString(directory.resolve("peers.md"), PeersTable.markdown(report));
        return report;
    }

    private List<PeersReport.System> systems() {
        List<PeersReport.System> systems = new ArrayList<>();
        for (Peer peer : peers) {
            String version = answers.versions().get(peer.id());
            if (version != null) {
                systems.add(new PeersReport.System(peer.id(), version, peer.command("QUESTION", Map.of())));
            }
        }
        return systems;
    }

    private Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        peers.stream().filter(Peer::isMissing).forEach(peer -> missing.put(peer.id(), peer.install()));
        return missing;
    }
}
