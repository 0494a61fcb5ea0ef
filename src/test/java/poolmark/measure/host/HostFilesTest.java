// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poolmark.measure.host.Activity.Disturbance;

/** Machines that exist as a folder of files only. */
class HostFilesTest {

    private static final String CPU = "sys/devices/system/cpu/";

    @TempDir
    Path root;

    private KernelFiles files() {
        return new KernelFiles(root);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void systemWithoutSuchFilesMustBeUnknownAndNotFail() {
        assertThat(Processors.read(files(), 4))
                .isEqualTo(new Processors(null, null, 4, null, null, null, List.of(), null, null));
        assertThat(ControlGroup.read(files())).isEqualTo(new ControlGroup(null, null, null, null));
        assertThat(Memory.read(files())).isEqualTo(new Memory(null, null, null, null));
        assertThat(Surroundings.read(files())).isEqualTo(new Surroundings(null, null));
        Activity nothing = Activity.read(files());
        assertThat(nothing.until(nothing, 1_000_000_000L)).isEqualTo(Disturbance.unknown());
        assertThat(Jdk.find(files(), List.of())).isEmpty();
    }

    @Test
    void processorsMustBeReadFromTheirFiles() throws IOException {
        write(CPU + "online", "0-7\n");
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\t0f\nCpus_allowed_list:\t0-2,5\n");
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nflags\t\t: fpu sse\n");
        write(CPU + "smt/active", "1\n");
        write(CPU + "cpu0/cpufreq/scaling_driver", "intel_pstate\n");
        write(CPU + "cpu0/cpufreq/scaling_governor", "powersave\n");
        write(CPU + "cpu1/cpufreq/scaling_governor", "performance\n");
        write(CPU + "cpufreq/boost", "1\n");
        write(CPU + "intel_pstate/no_turbo", "1\n");
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
        assertThat(Processors.read(files(), 4))
                .isEqualTo(new Processors(
                        8,
                        4,
                        4,
                        "Some CPU @ 2 GHz",
                        true,
                        "intel_pstate",
                        List.of("performance", "powersave"),
                        false,
                        "hpet"));
    }

    @Test
    void tightestLimitOfAllGroupsAboveMustCountInVersion2() throws IOException {
        write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        write("proc/self/cgroup", "0::/pods/mine\n");
        write("sys/fs/cgroup/pods/cpu.max", "150000 100000\n");
        write("sys/fs/cgroup/pods/mine/cpu.max", "max 100000\n");
        write("sys/fs/cgroup/pods/memory.max", "max\n");
        write("sys/fs/cgroup/pods/mine/memory.max", "536870912\n");
        write("sys/fs/cgroup/pods/mine/memory.current", "1000\n");
        assertThat(ControlGroup.read(files())).isEqualTo(new ControlGroup(2, 1.5, 536_870_912L, 1_000L));
    }

    @Test
    void limitsMustBeReadInVersion1AndOutOfSightGroupsPassedOver() throws IOException {
        write("proc/self/cgroup", "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "77\n");
        assertThat(ControlGroup.read(files())).isEqualTo(new ControlGroup(1, 0.5, null, 77L));
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        assertThat(ControlGroup.read(files()).quotaCpus()).isNull();
    }

    @Test
    void stealMustBeAPartOfTheTimeThatWasWanted() throws IOException {
        write("proc/stat", "cpu  100 0 100 1000 10 0 0 50 0 0\ncpu0 1 2 3\n");
        write("proc/vmstat", "pswpin 3\npswpout 4\n");
        Activity before = Activity.read(files());
        // 66 ticks busy, 9 stolen, 500 idle, over a second
        write("proc/stat", "cpu  150 0 110 1500 10 3 3 59 0 0\ncpu0 1 2 3\n");
        write("proc/vmstat", "pswpin 5\npswpout 4\n");
        Disturbance during = before.until(Activity.read(files()), 1_000_000_000L);
        assertThat(during.stealPercent()).isCloseTo(12, within(1e-9));
        assertThat(during.stealMillis()).isEqualTo(90);
        assertThat(during.busyCpus()).isCloseTo(0.66, within(1e-9));
        assertThat(during.swappedPages()).isEqualTo(2);
        assertThat(during.throttled()).isNull();
    }

    @Test
    void throttlingMustBeInNanosecondsInBothVersions() throws IOException {
        write("proc/self/cgroup", "1:cpu:/\n");
        write("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 5\nnr_throttled 2\nthrottled_time 7000\n");
        assertThat(Activity.read(files())).isEqualTo(new Activity(List.of(), 2L, 7_000L, null));
        write("sys/fs/cgroup/cgroup.controllers", "cpu\n");
        write("proc/self/cgroup", "0::/mine\n");
        write("sys/fs/cgroup/mine/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 8\n");
        assertThat(Activity.read(files())).isEqualTo(new Activity(List.of(), 3L, 8_000L, null));
    }

    @Test
    void swapInUseMustBeWhatIsNotFree() throws IOException {
        write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: 600 kB\nSwapTotal: 100 kB\nSwapFree: 30 kB\n");
        assertThat(Memory.read(files())).isEqualTo(new Memory(1_024_000L, 614_400L, 102_400L, 71_680L));
    }

    @Test
    void virtualMachinesAndContainersMustBeRecognised() throws IOException {
        write("proc/cpuinfo", "flags\t\t: fpu hypervisor sse\n");
        write("proc/1/cgroup", "0::/kubepods/pod1\n");
        assertThat(Surroundings.read(files())).isEqualTo(new Surroundings("yes", "Kubernetes"));
        write("sys/class/dmi/id/product_name", "VirtualBox\n");
        write(".dockerenv", "");
        assertThat(Surroundings.read(files())).isEqualTo(new Surroundings("VirtualBox", "Docker"));
    }

    @Test
    void everyJdkMustBeFoundOnce() throws IOException {
        write("usr/lib/jvm/jdk-17/release", "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.1\"\n");
        write("usr/lib/jvm/readme/nothing", "");
        Files.createSymbolicLink(root.resolve("usr/lib/jvm/default"), root.resolve("usr/lib/jvm/jdk-17"));
        write("elsewhere/release", "JAVA_VERSION=\"25\"\n");
        List<String> more = List.of(root.resolve("elsewhere").toString(), "/no/such/place");
        assertThat(Jdk.find(files(), more)).extracting(Jdk::version).containsExactlyInAnyOrder("17.0.1", "25");
    }

    @Test
    void listOfProcessorsMustBeCounted() {
        assertThat(Processors.count("0")).isEqualTo(1);
        assertThat(Processors.count("0-3,8,10-11")).isEqualTo(7);
    }
}
