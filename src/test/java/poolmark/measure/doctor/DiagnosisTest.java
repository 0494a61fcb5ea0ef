// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import poolmark.clock.ClockFacts;
import poolmark.measure.doctor.Finding.Level;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.host.ControlGroup;
import poolmark.measure.host.Memory;
import poolmark.measure.host.Processors;
import poolmark.measure.host.Space;
import poolmark.measure.host.Surroundings;
import poolmark.measure.trial.ClockTrial.Witness;
import poolmark.measure.trial.HandOver;
import poolmark.measure.trial.Scaling;
import poolmark.measure.trial.Spread;
import poolmark.measure.trial.WakeUp;

class DiagnosisTest {

    private static final long MIB = 1L << 20;

    @Test
    void machineWithoutFaultMustBeFineInEverything() {
        Diagnosis diagnosis = new MadeUp().diagnosis();
        assertThat(diagnosis.findings()).allMatch(finding -> finding.level() == Level.FINE, "fine");
        assertThat(diagnosis.trustworthy()).isTrue();
        assertThat(DiagnosisText.full(diagnosis)).endsWith("This machine can be trusted for measuring.");
        assertThat(DiagnosisText.brief(diagnosis)).contains("4 processors", "steal 0.0 %");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void oneFaultMustBeOneFindingAndAllElseFine(String subject, Level level, String figure, Consumer<MadeUp> fault) {
        MadeUp machine = new MadeUp();
        fault.accept(machine);
        Diagnosis diagnosis = machine.diagnosis();
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.level() != Level.FINE)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo(subject);
                    assertThat(finding.level()).isEqualTo(level);
                    assertThat(finding.seen()).contains(figure);
                    assertThat(finding.why()).endsWith(".");
                    assertThat(finding.advice()).endsWith(".");
                });
        assertThat(diagnosis.trustworthy()).isEqualTo(level == Level.NOTE);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("steal", Level.DOUBT, "12 %", m -> m.during = new Disturbance(1.0, 12.0, 600L, 0L, 0L, 0L)),
                fault("steal", Level.NOTE, "1.0 %", m -> m.during = new Disturbance(1.0, 1.0, 60L, 0L, 0L, 0L)),
                // 20 ms in a short observation may be chance
                fault("steal", Level.NOTE, "20 ms", m -> m.during = new Disturbance(1.0, 4.0, 20L, 0L, 0L, 0L)),
                fault("throttling", Level.DOUBT, "7 times", m -> m.during = throttled(7, 200_000_000)),
                fault("throttling", Level.NOTE, "1 time and", m -> m.during = throttled(1, 3_000_000)),
                fault("swapping", Level.DOUBT, "5000", m -> m.during = new Disturbance(1.0, 0.0, 0L, 0L, 0L, 5_000L)),
                fault("CPU quota", Level.NOTE, "1.50", m -> m.group = new ControlGroup(2, 1.5, null, null)),
                fault("frequency", Level.DOUBT, "powersave", m -> m.processors = governed("powersave")),
                fault("frequency", Level.NOTE, "schedutil", m -> m.processors = governed("schedutil")),
                fault("frequency", Level.NOTE, "No frequency governor", m -> m.processors = governed()),
                fault("turbo", Level.NOTE, "on", m -> m.processors = processors(4, 4, false, true)),
                fault("shared cores", Level.NOTE, "SMT", m -> m.processors = processors(4, 4, true, false)),
                fault("processors", Level.NOTE, "on 2 of 4", m -> m.processors = processors(2, 2, false, false)),
                fault("processors", Level.NOTE, "counts 2", m -> m.processors = processors(4, 2, false, false)),
                fault("wall clock", Level.DOUBT, "10 ms", m -> m.clocks = clocks(10_000_000, 25, 300)),
                fault("wall clock", Level.NOTE, "1.0 µs", m -> m.clocks = clocks(1_000, 25, 300)),
                fault("wall clock, cost", Level.NOTE, "2.0 µs", m -> m.clocks = clocks(30, 2_000, 300)),
                fault("CPU clock", Level.DOUBT, "10 ms", m -> m.clocks = clocks(30, 25, 10_000_000)),
                fault("wall clock, order", Level.DOUBT, "3 times", m -> m.backwards = 3),
                fault("clock of dates", Level.DOUBT, "1.0 s", m -> m.dateDrift = -MadeUp.SECOND),
                fault("clock of dates", Level.NOTE, "20 ms", m -> m.dateDrift = 20_000_000),
                fault(
                        "CPU clocks disagree",
                        Level.DOUBT,
                        "300 ms",
                        m -> m.witnesses = List.of(
                                new Witness("a", 300, 290, 400_000_000), new Witness("b", 1_000, 290, 300_000_000))),
                fault("hand-over", Level.NOTE, "78 ns to 390 ns", m -> m.handOver = new HandOver(40, 78, 120, 390)),
                fault("thread scaling", Level.DOUBT, "2.00", m -> m.scaling = scaling(2)),
                fault("thread scaling", Level.NOTE, "3.20", m -> m.scaling = scaling(3.2)),
                fault("other processes", Level.DOUBT, "1.50 of 4", m -> m.others = 1.5),
                fault("other processes", Level.NOTE, "3.00", m -> m.load = List.of(3.0, 1.0, 1.0)),
                fault("spread", Level.DOUBT, "15 %", m -> m.spread = new Spread(9, 4_000_000, 0.15, 2, 0, 0)),
                fault("drift", Level.NOTE, "5.0 % less", m -> m.spread = new Spread(9, 4_000_000, 0, 1, -0.05, 0)),
                fault("waiting", Level.DOUBT, "29 %", m -> m.spread = new Spread(9, 4_000_000, 0, 1, 0, 0.29)),
                fault("wake-up", Level.NOTE, "400 µs", m -> m.wakeUp = new WakeUp(9, 400_000, 900_000, 50_000)),
                fault("timer", Level.DOUBT, "13 ms", m -> m.wakeUp = new WakeUp(9, 40_000, 90_000, 13_000_000)),
                fault("memory", Level.DOUBT, "256 MiB", m -> m.group = new ControlGroup(2, null, 256 * MIB, 0L)),
                fault("swap", Level.NOTE, "1.0 GiB", m -> m.memory = swapped(MadeUp.GIB)),
                fault("room for results", Level.DOUBT, "3 MiB", m -> m.results = new Space("r", 3 * MIB, 9 * MIB)),
                fault("shared memory", Level.DOUBT, "0 KiB", m -> m.shared = new Space("/dev/shm", 0L, 64 * MIB)),
                fault("shared memory", Level.NOTE, "no /dev/shm", m -> m.shared = null),
                fault("surroundings", Level.NOTE, "KVM", m -> m.surroundings = new Surroundings("KVM", null)),
                fault("JDKs", Level.NOTE, "/no/jdk", m -> m.javaHome = "/no/jdk"));
    }

    private static Arguments fault(String subject, Level level, String figure, Consumer<MadeUp> spoil) {
        return Arguments.of(subject, level, figure, spoil);
    }

    private static Disturbance throttled(long times, long nanos) {
        return new Disturbance(1.0, 0.0, 0L, times, nanos, 0L);
    }

    private static Processors governed(String... governors) {
        return new Processors(4, 4, 4, "CPU", false, null, List.of(governors), false, "tsc");
    }

    private static Processors processors(int allowed, int jvm, boolean siblings, boolean turbo) {
        return new Processors(4, allowed, jvm, "CPU", siblings, null, List.of("performance"), turbo, "tsc");
    }

    private static ClockFacts clocks(long wallSteps, long wallCost, long cpuSteps) {
        return new ClockFacts("System.nanoTime", wallSteps, wallCost, "jdk", cpuSteps, 290, "");
    }

    private static Scaling scaling(double delivered) {
        return new Scaling(List.of(new Scaling.Step(1, 1), new Scaling.Step(4, delivered)));
    }

    private static Memory swapped(long used) {
        return new Memory(16 * MadeUp.GIB, 12 * MadeUp.GIB, 2 * MadeUp.GIB, used);
    }

    @Test
    void systemThatTellsNothingMustBeNotedHonestlyAndNotDoubted() {
        MadeUp silent = new MadeUp();
        silent.processors = new Processors(null, null, 4, null, null, null, List.of(), null, null);
        silent.group = new ControlGroup(null, null, null, null);
        silent.memory = new Memory(null, null, null, null);
        silent.shared = null;
        silent.results = new Space("results", null, null);
        silent.load = List.of();
        silent.during = Disturbance.unknown();
        silent.others = null;
        Diagnosis diagnosis = silent.diagnosis();
        assertThat(diagnosis.trustworthy()).isTrue();
        assertThat(diagnosis.at(Level.NOTE))
                .extracting(Finding::subject)
                .contains("steal", "swapping", "other processes", "memory", "swap", "room for results");
        assertThat(DiagnosisText.full(diagnosis)).contains("Not available on this system.");
        assertThat(DiagnosisText.brief(diagnosis)).endsWith("steal unknown");
    }

    @Test
    void oneProcessorMustNotBeScaledOverNorCountedInThePlural() {
        MadeUp machine = new MadeUp();
        machine.processors = new Processors(1, 1, 1, "Good CPU", false, "acpi", List.of("performance"), false, "tsc");
        machine.scaling = new Scaling(List.of(new Scaling.Step(1, 1)));
        Diagnosis diagnosis = machine.diagnosis();
        assertThat(DiagnosisText.full(diagnosis))
                .contains("counts 1 processor;", "nothing to scale over")
                .doesNotContain("1 processors", "1 threads");
        assertThat(DiagnosisText.brief(diagnosis)).contains("machine: 1 processor,");
    }

    @Test
    void doubtsMustComeFirstWithReasonAndAdviceAndDecideTheVerdict() {
        MadeUp machine = new MadeUp();
        machine.during = new Disturbance(1.0, 12.0, 600L, 0L, 0L, 0L);
        machine.surroundings = new Surroundings("KVM", null);
        String text = DiagnosisText.full(machine.diagnosis());
        assertThat(text).startsWith("DOUBT  steal: 12 %").contains("Why it matters: ", "What to do: ");
        assertThat(text).endsWith("not to be trusted as it is now: 1 doubt; keep the 1 note in mind.");
        assertThat(text.lines()).allMatch(line -> line.length() <= 112);
    }

    @Test
    void wholeRunMustBeWarnedOfWhatTheKernelCounted() {
        Disturbance stolen = new Disturbance(1.0, 12.0, 600L, 0L, 0L, 0L);
        assertThat(Diagnosis.warnings(stolen, MadeUp.SECOND))
                .singleElement()
                .asString()
                .contains("whole run", "12 %");
        assertThat(Diagnosis.warnings(Disturbance.unknown(), MadeUp.SECOND)).isEmpty();
        assertThat(Diagnosis.warnings(new Disturbance(1.0, 0.0, 0L, 0L, 0L, 0L), MadeUp.SECOND))
                .isEmpty();
    }

    @Test
    void diagnosisMustComeBackFromJson() throws Exception {
        Diagnosis diagnosis = new MadeUp().diagnosis();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(diagnosis), Diagnosis.class))
                .isEqualTo(diagnosis);
    }
}
