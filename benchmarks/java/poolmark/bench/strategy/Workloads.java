// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.strategy;

import java.nio.file.Path;
import java.util.List;
import poolmark.bench.fork.ForkContext;
import poolmark.bench.work.Arguments;
import poolmark.bench.work.Workload;

/** Makes the workload that the run asked for, in a fork. */
public final class Workloads {

    private Workloads() {}

    /**
     * Makes it.
     *
     * @param name the workload
     * @param taskMicros scale of one task
     * @param tasks number of tasks, where the run has no file of arguments
     * @return the workload
     * @throws Exception what a user's task throws, or when the arguments can no longer be read
     */
    public static Workload asked(String name, long taskMicros, int tasks) throws Exception {
        ForkContext run = ForkContext.current();
        if (run.arguments().isEmpty() || Workload.BUILT_IN.contains(name)) {
            return Workload.of(name, taskMicros, tasks, run.spinsPerMilli());
        }
        List<Object> inputs = Arguments.read(Path.of(run.arguments()));
        return Workload.of(name, taskMicros, inputs, run.spinsPerMilli());
    }
}
