// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The limits that a control group puts on this process: what containers are made of. A group is bound by its own limits
 * and those of all groups above it; the tightest counts.
 *
 * @param version 1 or 2; null outside of Linux
 * @param quotaCpus CPU time that may be used per wall time; null where it is not limited
 * @param memoryLimitBytes memory that may be used; null where it is not limited
 * @param memoryUsedBytes memory of the group in use, page cache included
 */
public record ControlGroup(Integer version, Double quotaCpus, Long memoryLimitBytes, Long memoryUsedBytes) {

    /** Version 1 says "no limit" by a number that no machine has: the largest whole number of pages. */
    private static final long NO_LIMIT_BYTES = 1L << 60;

    private static final String CGROUP = "sys/fs/cgroup";

    /**
     * Reads the limits of this process.
     *
     * @param files the machine's files
     * @return its limits; all null where there are no control groups
     */
    public static ControlGroup read(KernelFiles files) {
        List<String> cpu = directories(files, "cpu");
        List<String> memory = directories(files, "memory");
        if (cpu.isEmpty() && memory.isEmpty()) {
            return new ControlGroup(null, null, null, null);
        }
        return new ControlGroup(
                isVersion2(files) ? 2 : 1,
                least(cpu, directory -> quota(files, directory)).orElse(null),
                least(memory, directory -> memoryLimit(files, directory)).orElse(null),
                memory.stream()
                        .map(directory -> files.number(directory + "/memory.current")
                                .or(() -> files.number(directory + "/memory.usage_in_bytes")))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(null));
    }

    /**
     * The directories that rule this process.
     *
     * @param files the machine's files
     * @param controller such as {@code cpu}
     * @return the process's own group first, then those above it; in a container these may be out of sight
     */
    static List<String> directories(KernelFiles files, String controller) {
        String mount = isVersion2(files) ? CGROUP : CGROUP + "/" + controller;
        List<String> directories = new ArrayList<>();
        for (String path = path(files, controller); !path.isEmpty(); path = path.substring(0, path.lastIndexOf('/'))) {
            if (files.exists(mount + path)) {
                directories.add(mount + path);
            }
        }
        if (files.exists(mount)) {
            directories.add(mount);
        }
        return directories;
    }

    private static boolean isVersion2(KernelFiles files) {
        return files.exists(CGROUP + "/cgroup.controllers");
    }

    /** {@return the group's path as {@code /proc/self/cgroup} has it; empty for the root} */
    private static String path(KernelFiles files, String controller) {
        boolean version2 = isVersion2(files);
        return files.lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .filter(fields -> version2
                        ? fields[1].isEmpty()
                        : List.of(fields[1].split(",")).contains(controller))
                .map(fields -> fields[2].equals("/") ? "" : fields[2])
                .filter(path -> !path.contains(".."))
                .findFirst()
                .orElse("");
    }

    private static <T extends Comparable<T>> Optional<T> least(
            List<String> directories, Function<String, Optional<T>> limit) {
        return directories.stream().map(limit).flatMap(Optional::stream).min(T::compareTo);
    }

    private static Optional<Double> quota(KernelFiles files, String directory) {
        Optional<String> max = files.text(directory + "/cpu.max");
        if (max.isPresent()) {
            String[] words = KernelFiles.words(max.get());
            return quota(KernelFiles.parse(words[0]), KernelFiles.parse(words[words.length - 1]));
        }
        return quota(files.number(directory + "/cpu.cfs_quota_us"), files.number(directory + "/cpu.cfs_period_us"));
    }

    /** Version 2 says "max" and version 1 says -1 where there is no quota. */
    private static Optional<Double> quota(Optional<Long> quotaMicros, Optional<Long> periodMicros) {
        return quotaMicros
                .filter(quota -> quota > 0)
                .flatMap(quota -> periodMicros.filter(period -> period > 0).map(period -> (double) quota / period));
    }

    private static Optional<Long> memoryLimit(KernelFiles files, String directory) {
        return files.number(directory + "/memory.max")
                .or(() -> files.number(directory + "/memory.limit_in_bytes"))
                .filter(limit -> limit < NO_LIMIT_BYTES);
    }
}
