// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the other systems are, and how one gets them. {@code scripts/peers.sh} installs them into the directory.
 *
 * @param directory what was installed for this comparison alone
 * @param drivers the drivers that are not in Java
 */
public record Kit(Path directory, Path drivers) {

    static final String INSTALL_PYTHON = "apt-get install -y python3";

    Path venvPython() {
        return directory.resolve("venv").resolve("bin").resolve("python");
    }

    Path nodeModules() {
        return directory.resolve("node_modules");
    }

    Path javaClasses() {
        return directory.resolve("build").resolve("classes");
    }

    String driver(String name) {
        return drivers.resolve(name).toString();
    }

    String installJoblib() {
        return "python3 -m venv " + directory.resolve("venv") + " && "
                + directory.resolve("venv").resolve("bin").resolve("pip") + " install -r "
                + drivers.resolve("requirements.txt");
    }

    String installNode() {
        return "cp " + drivers.resolve("package.json") + " " + directory + " && npm install --prefix " + directory
                + " (and apt-get install -y nodejs npm, where there is none)";
    }

    String installJava() {
        return "mvn -Ppeers";
    }

    /** {@return a program on the PATH} */
    Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean hasPythonPackage(String name) {
        if (!Files.isExecutable(venvPython())) {
            return false;
        }
        return !find(directory.resolve("venv").resolve("lib"), "python3*").stream()
                .filter(python ->
                        Files.isDirectory(python.resolve("site-packages").resolve(name)))
                .toList()
                .isEmpty();
    }

    /** {@return the jars whose names begin so; fewer than asked for where they are not all there} */
    List<Path> javaLibraries(String... names) {
        List<Path> jars = new ArrayList<>();
        for (String name : names) {
            jars.addAll(find(directory.resolve("build").resolve("lib"), name + "*.jar"));
        }
        return jars;
    }

    private static List<Path> find(Path place, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(place, glob)) {
                files.forEach(found::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return found;
    }
}
