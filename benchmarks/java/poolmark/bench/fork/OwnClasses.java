// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.fork;

import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where the classes of this program come from, for JVMs that are to run them as well. */
public final class OwnClasses {

    private OwnClasses() {}

    /** {@return the jar, or the folder in which a build has put them; empty where the JVM does not tell} */
    public static Optional<Path> path() {
        CodeSource source = OwnClasses.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException noFile) {
            return Optional.empty();
        }
    }

    /** {@return the jar, where they come from one} */
    public static Optional<Path> jar() {
        return path().filter(Files::isRegularFile);
    }
}
