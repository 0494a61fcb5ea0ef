// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import poolmark.pool.host.evidence.Exit;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;

/** An owner of a worker who gives it nothing to do, and lets a test wait for its beginning and its end. */
final class WatchedOwner implements Adoption.Owner {

    final AtomicInteger timesReady = new AtomicInteger();
    final CountDownLatch ready = new CountDownLatch(1);
    final CountDownLatch ended = new CountDownLatch(1);
    volatile Exit exit;

    @Override
    public void ready() {
        timesReady.incrementAndGet();
        ready.countDown();
    }

    @Override
    public void notReady(Failure failure) {}

    @Override
    public void started() {}

    @Override
    public void answered(Frame frame) {}

    @Override
    public void printed(boolean error, String line) {}

    @Override
    public void printedPast(String line) {}

    @Override
    public void ended(Exit how) {
        exit = how;
        ended.countDown();
    }
}
