// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Child processes of this one that carry a word of their own among their arguments. */
public final class MarkedChild {

    private MarkedChild() {}

    /** {@return those that run} */
    public static List<ProcessHandle> all(String mark) {
        return ProcessHandle.current()
                .children()
                .filter(child -> isMarked(child, mark))
                .toList();
    }

    /** Not by {@code ProcessHandle.info()}: it knows no arguments where the whole line is longer than a page. */
    private static boolean isMarked(ProcessHandle child, String mark) {
        try {
            String line = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"));
            return List.of(line.split("\0")).contains(mark);
        } catch (IOException e) {
            return false; // it has ended
        }
    }
}
