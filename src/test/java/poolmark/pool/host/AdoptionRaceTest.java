// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import poolmark.pool.wire.Failure;
import poolmark.pool.wire.Frame;

/**
 * Adoption and launch may meet: each then sees what the other has done, and both used to send the start frame. The worker was
 * ready twice, was handed two chunks at a time, and a call waited for ever for the one that was lost.
 */
class AdoptionRaceTest {

    private static final class Counting implements Adoption.Owner {

        private final AtomicInteger ready = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void ready() {
            ready.incrementAndGet();
            first.countDown();
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
        public void ended(Exit exit) {
            ended.countDown();
        }
    }

    @RepeatedTest(25)
    void adoptionThatMeetsTheLaunchMustStartTheWorkerOnce() throws Exception {
        WorkerProcess process = new WorkerProcess(new LaunchSpec(List.of(), LaunchSpec.parentClassPath(), null));
        Counting owner = new Counting();
        process.launch();
        while (!process.isAlive()) {
            Thread.onSpinWait(); // the launching thread is about to look whether there is anything to send
        }
        assertThat(process.adopt(new Adoption("racer", owner, false, null, null)))
                .isTrue();
        assertThat(owner.first.await(20, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(30); // a second start frame would lie in the pipe behind the first
        process.retire();
        assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.ready.get()).isEqualTo(1);
    }
}
