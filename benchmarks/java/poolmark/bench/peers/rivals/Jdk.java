// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK that drivers run on.
 *
 * @param feature its version: 17
 * @param home where it is
 */
public record Jdk(int feature, Path home) {

    /** {@return the JDK that runs this program} */
    public static Jdk current() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * Looks at a directory.
     *
     * @param home the directory
     * @return the JDK that is there
     * @throws IOException when there is none, or one that does not tell its version
     */
    public static Jdk at(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        try {
            return new Jdk(Runtime.Version.parse(version).feature(), home.toAbsolutePath());
        } catch (IllegalArgumentException unknown) {
            throw new IOException(home + "/release gives no JAVA_VERSION", unknown);
        }
    }

    String java() {
        return home.resolve("bin").resolve("java").toString();
    }
}
