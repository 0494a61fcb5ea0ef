// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import poolmark.bench.peers.driver.PoolDriver;
import poolmark.bench.peers.driver.floor.Hello;
import poolmark.bench.work.Spin;
import poolmark.pool.ProcessPool;

/**
 * Small jars taken from what this program runs from. The pool is measured as its users have it, with a class path of a few
 * small jars: what every worker has to open counts.
 *
 * @param pool the library and the one it needs
 * @param drivers the drivers written in Java
 * @param hello a directory with a program that does nothing
 */
public record Jars(Path pool, Path drivers, Path hello) {

    /** By its name, because only the library's own rooms may know it. */
    private static final String COMMONS_EXEC = "org.apache.commons.exec.DefaultExecutor";

    /**
     * Writes the jars where they are not there or differ. Their place stays the same from run to run, as there may be
     * caches that know them by it.
     *
     * @param directory takes them
     * @return where they are
     * @throws IOException when they cannot be written
     */
    public static Jars in(Path directory) throws IOException {
        Files.createDirectories(directory);
        try {
            Path pool = directory.resolve("pool.jar");
            write(pool, List.of(ProcessPool.class, Class.forName(COMMONS_EXEC)));
            Path drivers = directory.resolve("drivers.jar");
            write(drivers, List.of(PoolDriver.class, Spin.class));
            return new Jars(pool, drivers, hello(directory.resolve("hello")));
        } catch (ClassNotFoundException missing) {
            throw new IOException("this program was packed without " + COMMONS_EXEC, missing);
        }
    }

    /** {@return the class path of a driver that uses the pool} */
    String classPath() {
        return pool + java.io.File.pathSeparator + drivers;
    }

    private static Path hello(Path directory) throws IOException {
        String name = Hello.class.getName().replace('.', '/') + ".class";
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = Hello.class.getResourceAsStream("/" + name)) {
            Files.write(file, in.readAllBytes());
        }
        return directory;
    }

    private static void write(Path jar, List<Class<?>> anchors) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (Class<?> anchor : anchors) {
                copyPackage(anchor, out);
            }
        }
        if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), bytes.toByteArray())) {
            Files.write(jar, bytes.toByteArray());
        }
    }

    /** Copies the package of a class, and the packages below. */
    private static void copyPackage(Class<?> anchor, JarOutputStream out) throws IOException {
        Path source = source(anchor);
        String directory = anchor.getPackageName().replace('.', '/');
        if (Files.isDirectory(source)) {
            copy(source, source.resolve(directory), out);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                copy(jar.getPath("/"), jar.getPath("/", directory), out);
            }
        }
    }

    private static void copy(Path root, Path directory, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry = new JarEntry(root.relativize(file).toString());
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static Path source(Class<?> anchor) throws IOException {
        try {
            URI place =
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(place);
        } catch (URISyntaxException impossible) {
            throw new IOException("the JVM gave a wrong place for its own class", impossible);
        }
    }
}
