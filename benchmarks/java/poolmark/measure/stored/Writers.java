// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stored;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import poolmark.measure.host.KernelFiles;
import poolmark.measure.machine.MachineFacts;
import poolmark.measure.result.RunManifest;
import poolmark.measure.result.WriterProcess;

/** Tells whether the process that writes a run still lives. */
@FunctionalInterface
interface Writers {

    /** On Linux the start of a process is a number of ticks since a start of the machine that is known to a second. */
    Duration SAME_START = Duration.ofSeconds(2);

    /** {@return whether the run goes on} */
    boolean isWriting(RunManifest manifest);

    /**
     * Looks at the processes of this machine. The id of a process is given to another one later: so its start has to be the
     * same, and the machine must not have been started anew, or be another one.
     */
    static Writers ofThisMachine() {
        String bootId = MachineFacts.bootId(KernelFiles.ofThisMachine());
        return manifest -> {
            WriterProcess writer = manifest.writer();
            boolean sameMachine =
                    writer == null || writer.bootId() == null || writer.bootId().equals(bootId);
            return sameMachine
                    && ProcessHandle.of(manifest.pid())
                            .filter(ProcessHandle::isAlive)
                            .filter(process -> startedAt(process, writer))
                            .isPresent();
        };
    }

    private static boolean startedAt(ProcessHandle process, WriterProcess writer) {
        Optional<Instant> now = process.info().startInstant();
        return writer == null
                || writer.startedAt() == null
                || now.isEmpty()
                || Duration.between(Instant.parse(writer.startedAt()), now.get())
                                .abs()
                                .compareTo(SAME_START)
                        <= 0;
    }
}
