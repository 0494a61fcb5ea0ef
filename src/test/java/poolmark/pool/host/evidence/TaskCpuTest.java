// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a task's CPU time is looked at, and what is made of it. */
class TaskCpuTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Far away, so that the ticks of {@link CpuWatch}, on the real clock, find these tasks not begun yet. */
    private static final long BEGUN = System.nanoTime() + TimeUnit.DAYS.toNanos(1);

    private final List<Long> looks = new ArrayList<>();
    private long now = BEGUN;
    private long cpuNanos = 7_000 * MILLI;
    private final TaskCpu cpu = new TaskCpu(() -> {
        looks.add((now - BEGUN) / MILLI);
        return cpuNanos;
    });

    private void tickTo(long millis) {
        while (now < BEGUN + millis * MILLI) {
            now += 100 * MILLI;
            cpu.lookWhenDue(now);
        }
    }

    @Test
    void longTaskMustBeLookedAtEverMoreSeldomAndThenOnceASecond() {
        cpu.begin(BEGUN);
        tickTo(4_700);
        cpu.close();
        assertThat(looks).containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_600L, 3_600L, 4_600L);
    }

    @Test
    void shortTasksMustNeverBeLookedAt() {
        for (long begun = BEGUN; begun < BEGUN + 5_000 * MILLI; begun += 90 * MILLI) {
            cpu.begin(begun);
            now = begun + 89 * MILLI;
            cpu.lookWhenDue(now);
        }
        cpu.end();
        now += 10_000 * MILLI;
        cpu.lookWhenDue(now);
        cpu.look(now);
        cpu.close();
        assertThat(looks).isEmpty();
    }

    @Test
    void evidenceMustCountFromTheFirstLookAtThatTask() {
        cpu.begin(BEGUN);
        tickTo(100);
        assertThat(cpu.evidence(BEGUN, now)).as("after one look").isEmpty();
        cpuNanos += 90 * MILLI;
        tickTo(300);
        assertThat(cpu.evidence(BEGUN, now))
                .isEqualTo(" and used at least 0.09 s of CPU time (looked at 0.1 s before its end)");
        cpu.begin(now);
        assertThat(cpu.evidence(now, now + 50 * MILLI)).as("of the next task").isEmpty();
        cpu.close();
    }

    @Test
    void lastLookMustCountWhateverItsTime() {
        cpu.begin(BEGUN);
        tickTo(100);
        now += 20 * MILLI;
        cpuNanos += 20 * MILLI;
        cpu.look(now);
        assertThat(cpu.evidence(BEGUN, now)).contains("at least 0.02 s", "looked at 0.0 s before");
        cpu.close();
    }

    @Test
    void processThatCannotBeAskedMustLeaveNoEvidence() {
        cpuNanos = TaskCpu.UNKNOWN;
        cpu.begin(BEGUN);
        tickTo(3_000);
        assertThat(cpu.evidence(BEGUN, now)).isEmpty();
        cpu.close();
    }

    @Test
    void watchMustTickWhileATaskRunsAndNoLonger() {
        AtomicInteger looked = new AtomicInteger();
        TaskCpu real = new TaskCpu(looked::incrementAndGet);
        for (int round = 1; round <= 3; round++) {
            int atLeast = 2 * round;
            real.begin(System.nanoTime());
            await().atMost(Duration.ofSeconds(10)).until(() -> looked.get() >= atLeast);
            real.end();
            await().atMost(Duration.ofSeconds(10)).until(() -> !CpuWatch.isTicking());
        }
        int before = looked.get();
        real.close();
        assertThat(looked).hasValue(before);
    }

    @Test
    void lookThatFailsMustHarmNeitherTheWatchNorTheKill() {
        TaskCpu failing = new TaskCpu(() -> {
            throw new SecurityException("no");
        });
        AtomicInteger looked = new AtomicInteger();
        TaskCpu other = new TaskCpu(looked::incrementAndGet);
        failing.begin(System.nanoTime());
        other.begin(System.nanoTime());
        try {
            await().atMost(Duration.ofSeconds(10)).until(() -> looked.get() >= 2);
            failing.look(System.nanoTime());
        } finally {
            failing.close();
            other.close();
        }
    }
}
