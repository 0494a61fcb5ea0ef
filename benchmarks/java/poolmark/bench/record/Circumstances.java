// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import poolmark.bench.fork.OwnClasses;
import poolmark.measure.machine.FileDigest;
import poolmark.measure.machine.GitState;
import poolmark.measure.program.Jar;
import poolmark.measure.result.RunManifest;

/** What a manifest says of the program that measures. */
public final class Circumstances {

    private Circumstances() {}

    /** {@return the jar that this program runs from} */
    public static Jar jar() {
        try {
            Path path = OwnClasses.path().orElseThrow(() -> new IOException("the JVM does not tell"));
            boolean isFile = Files.isRegularFile(path);
            Optional<GitState> build = GitState.ofBuild();
            return new Jar(
                    path.toString(),
                    Circumstances.class.getPackage().getImplementationVersion(),
                    isFile ? Files.size(path) : 0,
                    isFile ? FileDigest.sha256(path) : null,
                    build.map(GitState::commit).orElse(null),
                    build.map(GitState::dirty).orElse(null));
        } catch (IOException unreadable) {
            return new Jar(null, null, 0, null, null, null);
        }
    }

    /** {@return the JVM that runs this program} */
    public static RunManifest.Jvm hostJvm() {
        return new RunManifest.Jvm(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }
}
