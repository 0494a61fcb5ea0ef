// SPDX-License-Identifier: Apache-2.0
package poolmark.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVMs of a grid, as children of its driver: they end when their standard input does. */
final class Members implements AutoCloseable {

    /** So many whatever was asked for: a grid has members, not workers, and each uses all processors. */
    static final int COUNT = 2;

    private static final String READY = "member is ready";

    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts the members and waits until all are ready.
     *
     * @param program their main method calls {@link #serve()} once they are
     */
    static Members start(Class<?> program) throws IOException {
        Members members = new Members();
        for (int i = 0; i < COUNT; i++) {
            members.processes.add(process(program));
        }
        for (Process process : members.processes) {
            awaitReady(process);
        }
        return members;
    }

    private static Process process(Class<?> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), "member"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("a member of the grid ended before it was ready");
            }
        }
        Thread drain = new Thread(() -> lines.lines().forEach(line -> {}), "output of " + process.pid());
        drain.setDaemon(true);
        drain.start();
    }

    /** In a member: says that it is ready, and returns when its parent wants it to end or has ended. */
    static void serve() throws IOException {
        System.out.println(READY);
        System.out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            // Nobody writes to it.
        }
    }

    /** Ends the members at once: how a grid says goodbye is no part of any question. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
