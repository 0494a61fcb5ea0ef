// SPDX-License-Identifier: Apache-2.0
package poolmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests that run the jar once each, and find no process of it afterwards. */
abstract class RunOfTheJar {

    @TempDir
    Path directory;

    JarRun run;

    /** @param args of the command line; what stands between blanks is one */
    final void start(String args) throws IOException {
        run = JarRun.start(directory, args.split(" "));
    }

    @AfterEach
    final void noProcessMustBeLeft() {
        List<ProcessHandle> left = run.descendants();
        run.close();
        assertThat(left).isEmpty();
    }
}
