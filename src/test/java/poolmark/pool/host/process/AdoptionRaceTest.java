// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Adoption and launch may meet: each then sees what the other has done, and both used to send the start frame. The worker was
 * ready twice, was handed two chunks at a time, and a call waited for ever for the one that was lost.
 */
class AdoptionRaceTest {

    @RepeatedTest(25)
    void adoptionThatMeetsTheLaunchMustStartTheWorkerOnce() throws Exception {
        WorkerProcess process = new WorkerProcess(new LaunchSpec(List.of(), LaunchSpec.parentClassPath(), null));
        WatchedOwner owner = new WatchedOwner();
        process.launch();
        while (!process.isAlive()) {
            Thread.onSpinWait(); // the launching thread is about to look whether there is anything to send
        }
        assertThat(process.adopt(new Adoption("racer", owner, false, null, null)))
                .isTrue();
        assertThat(owner.ready.await(20, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(30); // a second start frame would lie in the pipe behind the first
        process.retire();
        assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.timesReady.get()).isEqualTo(1);
    }
}
