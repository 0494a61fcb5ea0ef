// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.io.IOException;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.wire.ByteSink;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;
import poolmark.pool.wire.FrameReader;
import poolmark.pool.wire.RunRequest;

/**
 * What makes a blank process somebody's worker.
 *
 * @param name name it goes by
 * @param owner hears what happens from then on
 * @param measuresCpu whether it measures the CPU time of each task
 * @param initializer encoded function to run first, or null
 * @param firstFrames what is sent right after, before it is known to be ready; or null
 */
public record Adoption(String name, Owner owner, boolean measuresCpu, byte[] initializer, ByteSink firstFrames) {

    private static final int TASK_ID = 0;

    /** One that brings the worker's only task along. */
    public static Adoption forTask(String name, Owner owner, byte[] function) {
        ByteSink task = new ByteSink();
        RunRequest.writeDefinition(task, TASK_ID, function);
        RunRequest.writeHead(task, TASK_ID, 1, 0);
        return new Adoption(name, owner, false, null, task);
    }

    /** What the owner of a worker hears, all of it on the worker's own threads. */
    public interface Owner {

        /** Its initializer is done. */
        void ready() throws IOException;

        /** Its initializer threw. */
        void notReady(Failure failure);

        /** It has begun with the first call of a request. */
        void started() throws IOException;

        /** It has answered a call. */
        void answered(Frame frame) throws IOException;

        /**
         * It has answered calls in brief. Takes as many of these answers as can be taken in a simpler way than one by one.
         *
         * @return how many; 0 where the next has to go the usual way
         */
        default int answeredBriefly(FrameReader frames) throws IOException {
            return 0;
        }

        /** Whether many answers more are expected before it needs anything. */
        default boolean expectsMore() {
            return false;
        }

        /** It has printed a line, which comes before the answers of tasks that end after it. */
        void printed(boolean error, String line);

        /** A line has come out of its standard error by another way than {@code System.err}, whenever it was seen. */
        void printedPast(String line);

        /** It is gone. Called once, as the last of all. */
        void ended(Exit exit);
    }
}
