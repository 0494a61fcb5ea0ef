// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import poolmark.pool.host.process.LaunchSpec;
import poolmark.pool.host.process.WorkerProcess;
import poolmark.pool.host.process.WorkerSource;

class CrewTest {

    private final Crew crew = new Crew();

    /** One whose process is never started. */
    private static Worker worker() {
        LaunchSpec spec = new LaunchSpec(List.of(), LaunchSpec.parentClassPath(), null);
        return new Worker(new WorkerProcess(spec), WorkerSource.SPAWN, null, 0);
    }

    /** Of five tasks that become longer, the third used to wait behind the second while the first was done at once. */
    @Test
    void roundMustBeginWithWhoHasBeenBusyLongest() {
        Worker one = worker();
        Worker other = worker();
        for (List<Worker> order : List.of(List.of(one, other), List.of(other, one))) {
            order.forEach(crew::add);
            assertThat(List.of(crew.next(), crew.next(), crew.next()))
                    .containsExactly(order.get(0), order.get(1), order.get(0));
            order.forEach(crew::remove);
        }
    }

    /** Nobody's turn may be left out because somebody before him has nothing to do any more. */
    @Test
    void roundMustGoOnWithWhoWasToFollowWhenSomebodyLeaves() {
        List<Worker> all = List.of(worker(), worker(), worker());
        all.forEach(crew::add);
        assertThat(crew.next()).isSameAs(all.get(0));
        crew.remove(all.get(0));
        crew.add(all.get(0));
        assertThat(List.of(crew.next(), crew.next(), crew.next())).containsExactly(all.get(1), all.get(2), all.get(0));
        crew.remove(all.get(0));
        assertThat(crew.next()).isSameAs(all.get(1));
    }
}
