// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

/** Where worker processes come from. */
@FunctionalInterface
public interface WorkerSource {

    /** Every worker is a fresh process. */
    WorkerSource SPAWN = spec -> {
        WorkerProcess process = new WorkerProcess(spec);
        process.launch();
        return process;
    };

    /** The same for those who want several at a time: each starts in its {@link Turn}. */
    WorkerSource SPAWN_IN_TURN = spec -> {
        WorkerProcess process = new WorkerProcess(spec);
        process.launchInTurn();
        return process;
    };

    /** A blank process, started or being started, that nobody else has. Does not block. */
    WorkerProcess take(LaunchSpec spec);

    /** Whoever has taken a process has made it his: what was put off not to keep him waiting can be done now. */
    default void served(LaunchSpec spec) {
        // nothing is left to do
    }

    /**
     * Says what such processes are wanted for.
     *
     * @param function an encoded function that one of them is sent
     */
    default void isWantedFor(LaunchSpec spec, byte[] function) {
        // those that are started when they are needed are told anyway
    }
}
