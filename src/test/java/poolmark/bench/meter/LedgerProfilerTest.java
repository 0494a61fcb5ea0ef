// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import poolmark.bench.detail.Extra;

class LedgerProfilerTest {

    private static final IterationParams ITERATION =
            new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.NONE, 1);

    @Test
    void metricsMustBePerOperationInTheUnitOfTheScore() {
        Map<String, ScalarResult> metrics = publish(
                TimeUnit.MICROSECONDS,
                new Reading(3, 9_000_000, 3_000_000, 6_000_000, 3, 0, 100, List.of(extra("phase.work", 4_000_000))),
                new Reading(1, 1_000_000, 1_000_000, 2_000_000, 1, 1, 300, List.of(extra("phase.work", 6_000_000))));
        assertThat(metrics.get("cpu.parent").getScore()).isEqualTo(1_000);
        assertThat(metrics.get("cpu.workers").getScore()).isEqualTo(2_000);
        assertThat(metrics.get("cpu.total").getScore()).isEqualTo(3_000);
        assertThat(metrics.get("cpu.total").getScoreUnit()).isEqualTo("us/op");
        assertThat(metrics.get("phase.work").getScore()).isEqualTo(5_000);
        assertThat(metrics.get("phase.work").getScoreUnit()).isEqualTo("us/op");
        assertThat(metrics.get("workers.started").getScore()).isEqualTo(1);
        assertThat(metrics.get("workers.crashed").getScore()).isEqualTo(0.25);
        assertThat(metrics.get("rss.workers.peak").getScore()).isEqualTo(300);
        assertThat(metrics.get("rss.workers.peak").getScoreUnit()).isEqualTo("bytes");
    }

    @Test
    void everyMetricMustBePublishedEvenWhereNothingWasMeasured() {
        assertThat(publish(TimeUnit.MILLISECONDS).keySet())
                .containsExactlyInAnyOrder(
                        "cpu.parent",
                        "cpu.workers",
                        "cpu.total",
                        "rss.workers.peak",
                        "workers.started",
                        "workers.crashed");
    }

    @Test
    void readingsOfOneIterationMustNotCountInTheNext() {
        publish(TimeUnit.MILLISECONDS, new Reading(1, 1, 8_000_000, 1, 0, 0, 0, List.of()));
        assertThat(publish(TimeUnit.MILLISECONDS, new Reading(1, 1, 2_000_000, 1, 0, 0, 0, List.of()))
                        .get("cpu.parent")
                        .getScore())
                .isEqualTo(2);
    }

    @Test
    void mostMemoryOfAnIterationMustBePublishedInBytes() {
        Extra most = new Extra("pss.workers", 7_000, Extra.Unit.BYTES);
        Extra less = new Extra("pss.workers", 5_000, Extra.Unit.BYTES);
        Map<String, ScalarResult> metrics = publish(
                TimeUnit.MILLISECONDS,
                new Reading(1, 1, 1, 1, 0, 0, 0, List.of(most)),
                new Reading(1, 1, 1, 1, 0, 0, 0, List.of(less)));
        assertThat(metrics.get("pss.workers").getScore()).isEqualTo(7_000);
        assertThat(metrics.get("pss.workers").getScoreUnit()).isEqualTo("bytes");
    }

    private static Extra extra(String name, long nanos) {
        return Extra.nanos(name, nanos);
    }

    private static Map<String, ScalarResult> publish(TimeUnit unit, Reading... readings) {
        LedgerProfiler profiler = new LedgerProfiler();
        BenchmarkParams benchmark = new BenchmarkParams(
                "a.B.c",
                "a.B.c",
                false,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                ITERATION,
                ITERATION,
                Mode.SingleShotTime,
                new WorkloadParams(),
                unit,
                1,
                "java",
                List.of(),
                "17",
                "vm",
                "17",
                "1.37",
                TimeValue.seconds(1));
        profiler.beforeIteration(benchmark, ITERATION);
        for (Reading reading : readings) {
            Readings.add(reading);
        }
        return profiler.afterIteration(benchmark, ITERATION, null).stream()
                .collect(Collectors.toMap(ScalarResult::getLabel, Function.identity()));
    }
}
