// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

import java.util.List;
import java.util.stream.IntStream;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.machine.GitState;
import poolmark.measure.program.Calibration;
import poolmark.measure.result.RunManifest.Cell;
import poolmark.measure.result.RunManifest.State;
import poolmark.measure.stability.Rulers;

/** Manifests of runs that never were. */
public final class MadeUpRun {

    private MadeUpRun() {}

    /** {@return a manifest of two rounds, in which nothing but these is of interest} */
    public static RunManifest manifest(State state, WriterProcess writer, long pid, Cell... cells) {
        List<Integer> numbers = IntStream.range(0, cells.length).boxed().toList();
        return new RunManifest(
                RunManifest.SCHEMA,
                "run-1",
                state,
                "2026-11-23T04:35:39Z",
                null,
                pid,
                List.of("--profile", "quick"),
                "/somewhere",
                "quick",
                7,
                List.of(numbers, numbers),
                new GitState("1a2b3c4d", "main", false),
                null,
                "1.37",
                null,
                null,
                null,
                null,
                null,
                null,
                new Calibration(700_000),
                writer,
                null,
                Disturbance.unknown(),
                null,
                List.of(cells),
                List.of(),
                Rulers.unread(),
                null);
    }
}
