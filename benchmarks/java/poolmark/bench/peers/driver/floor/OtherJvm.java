// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

import java.nio.file.Path;
import java.util.List;

/** Starts bare JVMs of the same kind as this one. */
final class OtherJvm {

    private OtherJvm() {}

    /**
     * Prepares a start.
     *
     * @param classPath where the program is
     * @param program a class with a main method
     * @param args its arguments
     * @return a start whose errors go to where this JVM's own go
     */
    static ProcessBuilder of(String classPath, Class<?> program, String... args) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                program.getName());
        builder.command().addAll(List.of(args));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    static ProcessBuilder ofSameClassPath(Class<?> program, String... args) {
        return of(System.getProperty("java.class.path"), program, args);
    }
}
