// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/** What the tasks of this worker have started and what still runs of it: it goes when the worker goes for its parent's end. */
final class Descendants implements Runnable {

    /** What ending them takes on a loaded machine; whatever may go wrong with it, this process is not to outlive its parent. */
    private static final long MAX_WAIT_MILLIS = 500;

    private Descendants() {}

    /** Ends them and this process, with that exit code. Does not return. */
    static void endThemAndHalt(int exitCode) {
        try {
            if (mayExist()) {
                Thread end = new Thread(new Descendants(), "poolmark-end");
                end.setDaemon(true);
                end.start();
                end.join(MAX_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            // by a task of ours: it has had its time
        } finally {
            // halt: shutdown hooks of tasks might wait for things that only a living parent can give
            Runtime.getRuntime().halt(exitCode);
        }
    }

    @Override
    public void run() {
        for (Object descendant : ProcessHandle.current().descendants().toArray()) {
            ((ProcessHandle) descendant).destroyForcibly();
        }
    }

    /**
     * Whether a thread of this process has children, where the system tells; asking for descendants in a JVM that never did
     * costs ten to twenty milliseconds of CPU time, and many workers end at a time.
     */
    private static boolean mayExist() {
        String[] threads = new File("/proc/self/task").list();
        if (threads == null) {
            return true;
        }
        for (String thread : threads) {
            // concat: the first + of strings in a JVM costs more than all of this
            try (FileInputStream children =
                    new FileInputStream("/proc/self/task/".concat(thread).concat("/children"))) {
                if (children.read(new byte[64]) > 0) {
                    return true;
                }
            } catch (IOException e) {
                return true; // a kernel without such files, or a thread that has just ended
            }
        }
        return false;
    }
}
