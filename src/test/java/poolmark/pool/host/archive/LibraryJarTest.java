// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryJarTest {

    private static String jar(Path file, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : names) {
                jar.putNextEntry(new ZipEntry(name));
                jar.closeEntry();
            }
        }
        return file.toString();
    }

    @Test
    void jarWithOthersClassesMustNotCountAsTheLibrarys(@TempDir Path folder) throws IOException {
        assertThat(LibraryJar.holdsOnlyOurs(
                        jar(folder.resolve("a.jar"), "META-INF/MANIFEST.MF", "poolmark/", "poolmark/pool/Task.class")))
                .isTrue();
        assertThat(LibraryJar.holdsOnlyOurs(
                        jar(folder.resolve("b.jar"), "poolmark/pool/Task.class", "com/example/Main.class")))
                .isFalse();
        assertThat(LibraryJar.holdsOnlyOurs(folder.resolve("missing.jar").toString()))
                .isFalse();
    }

    @Test
    void classPathWithoutTheJarMustStayAsItIs() {
        assertThat(LibraryJar.first("/x/classes:/y/z.jar")).isEqualTo("/x/classes:/y/z.jar");
        assertThat(LibraryJar.is("/y/z.jar")).isFalse();
    }
}
