// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two threads that hand over one after the other may count the same chunk: both then ask for shared memory. */
class ShareOnceTest {

    @Test
    void memoryThatIsOfferedTwiceMustBeSharedOnceAndCostNoWorker() throws Exception {
        WorkerProcess process = new WorkerProcess(new LaunchSpec(List.of(), LaunchSpec.parentClassPath(), null));
        WatchedOwner owner = new WatchedOwner();
        process.launch();
        process.adopt(new Adoption("sharer", owner, false, null, null));
        assertThat(owner.ready.await(20, TimeUnit.SECONDS)).isTrue();
        process.lines().share();
        process.lines().share();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!process.lines().requests().isShared() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(process.lines().requests().isShared()).isTrue();
        Thread.sleep(100); // what the worker says to a second offer would have come by now
        assertThat(process.isAlive()).isTrue();
        process.retire();
        assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.exit.code()).isZero();
        assertThat(owner.exit.protocolError()).isNull();
    }
}
