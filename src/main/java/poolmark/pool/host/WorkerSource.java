// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

/** Where worker processes come from. */
@FunctionalInterface
public interface WorkerSource {

    /** Every worker is a fresh process. */
    WorkerSource SPAWN = spec -> {
        WorkerProcess process = new WorkerProcess(spec);
        process.launch();
        return process;
    };

    /** A blank process, started or being started, that nobody else has. Does not block. */
    WorkerProcess take(LaunchSpec spec);
}
