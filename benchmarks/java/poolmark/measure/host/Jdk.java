// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Java installation.
 *
 * @param home its directory, without symbolic links
 * @param version what its {@code release} file says
 */
public record Jdk(String home, String version) {

    private static final List<String> FOLDERS =
            List.of("usr/lib/jvm", "usr/java", "opt/java", "Library/Java/JavaVirtualMachines");

    /**
     * Finds what is in the usual places.
     *
     * @param files the machine's files
     * @param more further directories to look at, such as {@code JAVA_HOME}; none of them has to exist
     * @return every installation once, by directory
     */
    public static List<Jdk> find(KernelFiles files, List<String> more) {
        Map<String, Jdk> found = new TreeMap<>();
        for (String folder : FOLDERS) {
            for (String name : files.names(folder)) {
                Path home = files.root().resolve(folder).resolve(name);
                at(home).or(() -> at(home.resolve("Contents/Home"))).ifPresent(jdk -> found.put(jdk.home(), jdk));
            }
        }
        more.forEach(home -> at(Path.of(home)).ifPresent(jdk -> found.put(jdk.home(), jdk)));
        return List.copyOf(found.values());
    }

    /** {@return the installation in a directory} */
    public static Optional<Jdk> at(Path home) {
        return new KernelFiles(home)
                .lines("release").stream()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                        .findFirst()
                        .map(version -> new Jdk(real(home).toString(), version));
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException unreadable) {
            return home.toAbsolutePath();
        }
    }
}
