// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import java.util.List;
import poolmark.clock.ClockFacts;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.host.ControlGroup;
import poolmark.measure.host.Jdk;
import poolmark.measure.host.Memory;
import poolmark.measure.host.Processors;
import poolmark.measure.host.Space;
import poolmark.measure.host.Surroundings;
import poolmark.measure.machine.MachineFacts;
import poolmark.measure.trial.ClockTrial;
import poolmark.measure.trial.ClockTrial.Witness;
import poolmark.measure.trial.HandOver;
import poolmark.measure.trial.Scaling;
import poolmark.measure.trial.Spread;
import poolmark.measure.trial.Trials;
import poolmark.measure.trial.WakeUp;

/** A machine without fault, and parts to spoil it with. */
final class MadeUp {

    static final long SECOND = 1_000_000_000L;
    static final long GIB = 1L << 30;

    Processors processors = new Processors(4, 4, 4, "Good CPU", false, "acpi", List.of("performance"), false, "tsc");
    ControlGroup group = new ControlGroup(2, null, null, null);
    Memory memory = new Memory(16 * GIB, 12 * GIB, 0L, 0L);
    Surroundings surroundings = new Surroundings(null, null);
    Space results = new Space("results", 100 * GIB, 200 * GIB);
    Space shared = new Space("/dev/shm", 8 * GIB, 8 * GIB);
    List<Double> load = List.of(0.1, 0.1, 0.1);
    String javaHome;

    ClockFacts clocks = new ClockFacts("System.nanoTime", 30, 25, "linux clock_gettime", 300, 290, "");
    long backwards;
    List<Witness> witnesses = List.of(
            new Witness("linux clock_gettime", 300, 290, 400_000_000),
            new Witness("OperatingSystemMXBean", 10_000_000, 500, 410_000_000));
    Spread spread = new Spread(500, 4_000_000, 0.004, 1.2, 0.001, 0.001);
    WakeUp wakeUp = new WakeUp(500, 30_000, 90_000, 60_000);
    Scaling scaling = new Scaling(List.of(new Scaling.Step(1, 1), new Scaling.Step(4, 3.9)));
    HandOver handOver = new HandOver(40, 90, 100, 120);
    Disturbance during = new Disturbance(1.0, 0.0, 0L, 0L, 0L, 0L);
    Double others = 0.01;
    long dateDrift = 300_000;

    Diagnosis diagnosis() {
        MachineFacts machine = new MachineFacts(
                processors,
                group,
                memory,
                surroundings,
                results,
                shared,
                load,
                javaHome,
                null,
                List.of(new Jdk("/opt/jdk", "17.0.1")),
                "boot");
        ClockTrial trial = new ClockTrial(clocks, backwards, witnesses);
        return Diagnosis.of(
                machine, new Trials(trial, spread, wakeUp, scaling, handOver, during, others, dateDrift, 5 * SECOND));
    }
}
