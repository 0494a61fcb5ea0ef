// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ledger against meters that are not ours: the shell's {@code times}, GNU time, and the kernel's counter of a control
 * group, each over the whole life of a JVM with a pool whose workers are killed in the middle of their work.
 */
@EnabledOnOs(OS.LINUX)
class LedgerAccuracyIT {

    /** What the suite promises on a second of CPU time or more. */
    private static final double AGREEMENT = 0.02;

    /** The end of the JVM itself, which comes after the ledger's last reading, and the outer meters' steps. */
    private static final long AFTER_THE_READING_NANOS = 30_000_000L;

    private static final long SECOND = 1_000_000_000L;

    private static final Path GNU_TIME = Path.of("/usr/bin/time");

    private static final Path GROUP_V1 = Path.of("/sys/fs/cgroup/cpuacct");
    private static final Path GROUP_V2 = Path.of("/sys/fs/cgroup");

    @TempDir
    Path directory;

    private Path group;

    /** What {@link LedgerMain} printed. */
    private record Account(long totalNanos, long burntNanos, int crashed, boolean settled) {}

    @AfterEach
    void removeGroup() throws IOException {
        if (group != null) {
            Files.deleteIfExists(group);
        }
    }

    /** All meters look at the same run, so that they can also be held against each other. */
    @ParameterizedTest(name = "{0} workers, {2} of them killed")
    @CsvSource({"1, 1500, 0", "1, 1500, 1", "4, 600, 2", "32, 150, 8"})
    void everyMeterAndLedgerMustAgree(int workers, long millis, int kills) throws Exception {
        boolean grouped = makeGroup();
        boolean timed = Files.exists(GNU_TIME);
        List<String> under = new ArrayList<>(List.of(
                "bash",
                "-c",
                (grouped ? "echo $$ > " + group.resolve("cgroup.procs") + " && " : "") + "\"$@\"; times"));
        under.add("bash");
        if (timed) {
            under.addAll(List.of(GNU_TIME.toString(), "-v"));
        }
        Account account = run(workers, millis, kills, under);
        check("times", account, secondsOfShell(), workers, millis, kills);
        if (timed) {
            double seconds =
                    number("User time \\(seconds\\): ([\\d.]+)") + number("System time \\(seconds\\): ([\\d.]+)");
            check(GNU_TIME + " -v", account, seconds, workers, millis, kills);
        }
        if (grouped) {
            check("control group", account, secondsOfGroup(), workers, millis, kills);
        }
    }

    /** Of the two lines of "times" the second is that of the children: minutes and seconds, user and system. */
    private double secondsOfShell() throws IOException {
        Matcher children =
                Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$").matcher(text("out.txt"));
        assertThat(children.find()).as(text("out.txt")).isTrue();
        return 60.0 * (Long.parseLong(children.group(1)) + Long.parseLong(children.group(3)))
                + Double.parseDouble(children.group(2))
                + Double.parseDouble(children.group(4));
    }

    /** Version 1 counts nanoseconds in a file of their own, version 2 microseconds in a list. */
    private double secondsOfGroup() throws IOException {
        Path usage = group.resolve("cpuacct.usage");
        return Files.exists(usage)
                ? Long.parseLong(Files.readString(usage).strip()) / 1e9
                : usage(Files.readString(group.resolve("cpu.stat"))) / 1e6;
    }

    private boolean makeGroup() {
        Path parent = Files.isDirectory(GROUP_V1) ? GROUP_V1 : GROUP_V2;
        try {
            group = Files.createDirectory(
                    parent.resolve("poolmark-" + ProcessHandle.current().pid()));
            return Files.exists(group.resolve("cpuacct.usage")) || Files.exists(group.resolve("cpu.stat"));
        } catch (IOException notAllowed) {
            System.out.println("no control group of one's own: " + notAllowed);
            return false;
        }
    }

    private static long usage(String stat) {
        Matcher usage = Pattern.compile("usage_usec (\\d+)").matcher(stat);
        assertThat(usage.find()).isTrue();
        return Long.parseLong(usage.group(1));
    }

    private void check(String meter, Account account, double seconds, int workers, long millis, int kills) {
        System.out.printf(
                "%s, %d workers, %d killed: ledger %.3f s, meter %.3f s, %+.2f %%, tasks' own account %.3f s%n",
                meter,
                workers,
                kills,
                account.totalNanos / 1e9,
                seconds,
                100 * (account.totalNanos / 1e9 / seconds - 1),
                account.burntNanos / 1e9);
        assertThat(seconds).isGreaterThan(1);
        assertThat(account.settled).isTrue();
        // A worker may just have answered when it is killed.
        assertThat(account.crashed).isBetween(Math.min(1, kills), kills);
        assertThat(account.burntNanos).isGreaterThanOrEqualTo(workers * millis * 1_000_000L);
        long meterNanos = (long) (seconds * SECOND);
        long below = meterNanos - account.totalNanos;
        assertThat(below)
                .as("meter less ledger, ns")
                .isBetween((long) (-AGREEMENT * meterNanos), (long) (AGREEMENT * meterNanos) + AFTER_THE_READING_NANOS);
        assertThat(account.totalNanos).isGreaterThan(account.burntNanos);
    }

    private Account run(int workers, long millis, int kills, List<String> under) throws Exception {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerMain.class.getName(),
                Integer.toString(workers),
                Long.toString(millis),
                Integer.toString(kills)));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text("err.txt")).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String[] words = text("out.txt").lines().findFirst().orElseThrow().split(" ");
        return new Account(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Boolean.parseBoolean(words[3]));
    }

    private double number(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text("err.txt"));
        assertThat(matcher.find()).as(text("err.txt")).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }
}
