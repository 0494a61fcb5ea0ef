// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.CountDownLatch;

/** A value that goes off while it is written or read, on one side of the process boundary. */
final class Trap implements Serializable {

    private static final long serialVersionUID = 1L;

    /** When it goes off. An argument is written here and read in the worker; a result, or an exception, the other way. */
    enum Moment {
        WRITTEN_HERE,
        READ_IN_WORKER,
        WRITTEN_IN_WORKER,
        READ_HERE
    }

    /** What it does then. */
    enum Blow {
        THROWS,
        THROWS_IO,
        THROWS_ERROR,
        OVERFLOWS,
        EXITS,
        HALTS,
        IS_KILLED,
        HANGS,
        EXHAUSTS_THE_HEAP
    }

    /** Those who hang in this JVM go on when it is counted down. */
    static volatile CountDownLatch release = new CountDownLatch(1);

    private final Moment moment;
    private final Blow blow;

    Trap(Moment moment, Blow blow) {
        this.moment = moment;
        this.blow = blow;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        goOff(CurrentWorker.isWorker() ? Moment.WRITTEN_IN_WORKER : Moment.WRITTEN_HERE);
        out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        goOff(CurrentWorker.isWorker() ? Moment.READ_IN_WORKER : Moment.READ_HERE);
    }

    private void goOff(Moment now) throws IOException {
        if (now != moment) {
            return;
        }
        switch (blow) {
            case THROWS -> throw new IllegalStateException("trap " + moment);
            case THROWS_IO -> throw new InvalidObjectException("trap " + moment);
            case THROWS_ERROR -> throw new AssertionError("trap " + moment);
            case OVERFLOWS -> deeper(0);
            case EXITS -> System.exit(4);
            case HALTS -> Runtime.getRuntime().halt(5);
            case IS_KILLED -> waiting(() -> Tasks.signalSelf(9));
            case HANGS -> waiting(release::await);
            // more than any heap here has: fails at once, and fills nothing
            case EXHAUSTS_THE_HEAP -> throw new AssertionError(new long[Integer.MAX_VALUE - 8]);
        }
    }

    private interface Waiting {
        void run() throws IOException, InterruptedException;
    }

    private static void waiting(Waiting action) throws IOException {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    /** An exception with a trap inside. */
    static final class TrapException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Trap trap;

        TrapException(Trap trap) {
            super("holds a trap");
            this.trap = trap;
        }

        Trap trap() {
            return trap;
        }
    }
}
