// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import poolmark.measure.host.ControlGroup;
import poolmark.measure.host.Jdk;
import poolmark.measure.host.KernelFiles;
import poolmark.measure.host.Memory;
import poolmark.measure.host.Processors;
import poolmark.measure.host.Space;
import poolmark.measure.host.Surroundings;

/**
 * What a machine says of itself when it is asked; nothing is tried. Null or empty means that it does not tell.
 *
 * @param processors the processors and how fast they may run
 * @param group limits on this process
 * @param memory main memory and swap
 * @param surroundings virtual machine and container
 * @param results room for the results
 * @param shared room in {@code /dev/shm}, the memory that processes share; null where there is none
 * @param load load averages over 1, 5 and 15 minutes, or over 1 minute alone
 * @param javaHome the environment's {@code JAVA_HOME}; null where it is not set
 * @param javaHomeVersion version of the JDK there; null where there is none
 * @param jdks all that were found
 * @param bootId changes whenever the machine is started
 */
public record MachineFacts(
        Processors processors,
        ControlGroup group,
        Memory memory,
        Surroundings surroundings,
        Space results,
        Space shared,
        List<Double> load,
        String javaHome,
        String javaHomeVersion,
        List<Jdk> jdks,
        String bootId) {

    private static final String SHARED = "dev/shm";

    /**
     * Asks this machine.
     *
     * @param results where results are to go; does not have to exist
     * @return its facts; takes some milliseconds
     */
    public static MachineFacts read(Path results) {
        return read(
                KernelFiles.ofThisMachine(),
                results,
                Runtime.getRuntime().availableProcessors(),
                System.getenv("JAVA_HOME"));
    }

    /**
     * Asks a machine by its files.
     *
     * @param files the files
     * @param results where results are to go
     * @param cpus {@link Runtime#availableProcessors()}
     * @param javaHome the environment's {@code JAVA_HOME}; null where it is not set
     * @return its facts
     */
    static MachineFacts read(KernelFiles files, Path results, int cpus, String javaHome) {
        List<String> homes = new ArrayList<>();
        Stream.of(System.getProperty("java.home"), javaHome)
                .filter(home -> home != null && !home.isBlank())
                .forEach(homes::add);
        return new MachineFacts(
                Processors.read(files, cpus),
                ControlGroup.read(files),
                Memory.read(files),
                Surroundings.read(files),
                Space.at(results),
                files.exists(SHARED) ? Space.at(files.root().resolve(SHARED)) : null,
                HostFacts.load(files),
                javaHome,
                javaHome == null
                        ? null
                        : Jdk.at(Path.of(javaHome)).map(Jdk::version).orElse(null),
                Jdk.find(files, homes),
                bootId(files));
    }

    /** {@return what changes whenever the machine is started; null where it is not told} */
    public static String bootId(KernelFiles files) {
        return files.text("proc/sys/kernel/random/boot_id").orElse(null);
    }
}
