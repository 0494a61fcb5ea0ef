// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCandidateTest {

    private static boolean isSelfContained(Path... jars) {
        String path = Stream.of(jars).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new ArchiveCandidate(new LaunchSpec(List.of(), path, null), "name", true, Uses.ALL).isSelfContained();
    }

    private static Path jar(Path file, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    /** JDK 25 went on with the classes that such a jar once held. */
    @Test
    void programWithJarsThatOnlyAManifestNamesMustHaveNoArchive(@TempDir Path folder) throws IOException {
        Path plain = jar(folder.resolve("plain.jar"), null);
        Path other = jar(folder.resolve("other.jar"), "plain.jar");
        assertThat(isSelfContained(plain)).isTrue();
        assertThat(isSelfContained(plain, other)).isFalse();
        assertThat(isSelfContained(plain, folder.resolve("missing.jar"))).isFalse();
    }
}
