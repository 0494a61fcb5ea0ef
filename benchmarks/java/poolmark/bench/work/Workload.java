// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import poolmark.pool.Task;

/**
 * What one operation does: a task, the inputs it is applied to, and the results that must come back, computed in another
 * way than the tasks compute them.
 *
 * @param name the name under which it was asked for
 * @param task the task
 * @param inputs one for each task
 * @param expected the results in the order of the inputs
 */
public record Workload(String name, Task<Integer, Integer> task, List<Integer> inputs, List<Integer> expected) {

    /** Inputs 0..4 as in the tutorial: each sleeps input × taskMicros and returns input × 2. */
    public static final String TUTORIAL = "tutorial";

    /** Each task sleeps taskMicros. */
    public static final String SLEEP = "sleep";

    /** Each task computes for about taskMicros, the same number of steps everywhere. */
    public static final String CPU = "cpu";

    /** Each task allocates {@link Alloc#BYTES_PER_MICRO} × taskMicros bytes. */
    public static final String ALLOC = "alloc";

    /** The names that are not taken for a class. */
    public static final List<String> BUILT_IN = List.of(TUTORIAL, SLEEP, CPU, ALLOC);

    /** The tutorial has that many inputs, whatever is asked for. */
    public static final int TUTORIAL_TASKS = 5;

    /**
     * Makes a workload.
     *
     * @param name one of {@link #BUILT_IN}, or a class as {@link UserTask} wants it
     * @param taskMicros scale of one task in microseconds; a user's class does not see it
     * @param tasks number of tasks; the tutorial has always five
     * @param spinsPerMilli speed of this machine for {@code cpu}, see {@link Spin#calibrate()}; 0 to find out now
     * @return the workload with its expected results
     * @throws Exception what a user's task throws: it is run here, one input after the other, to know what to expect
     */
    public static Workload of(String name, long taskMicros, int tasks, long spinsPerMilli) throws Exception {
        List<Integer> inputs = numbers(name.equals(TUTORIAL) ? TUTORIAL_TASKS : tasks);
        switch (name) {
            case TUTORIAL:
                return new Workload(name, Sleep.inputTimes(taskMicros), inputs, map(inputs, input -> input * 2));
            case SLEEP:
                return new Workload(name, Sleep.of(taskMicros), inputs, map(inputs, input -> input + 1));
            case CPU:
                long steps = taskMicros * (spinsPerMilli > 0 ? spinsPerMilli : Spin.calibrate()) / 1_000;
                return new Workload(name, Spin.of(steps), inputs, map(inputs, input -> Spin.expected(input, steps)));
            case ALLOC:
                long arrays = taskMicros * Alloc.ARRAYS_PER_MICRO;
                return new Workload(
                        name, Alloc.of(arrays), inputs, map(inputs, input -> Alloc.expected(input, arrays)));
            default:
                Task<Integer, Integer> task =
                        UserTask.load(name, Thread.currentThread().getContextClassLoader());
                return new Workload(name, task, inputs, map(inputs, task));
        }
    }

    /**
     * Whether an operation did what it should.
     *
     * @param results what came back; null where nothing did
     * @return true when every result is there, right and in its place
     */
    public boolean isExpected(List<Integer> results) {
        return expected.equals(results);
    }

    /** {@return the same workload with its last input alone} */
    public Workload last() {
        int end = inputs.size();
        return new Workload(name, task, inputs.subList(end - 1, end), expected.subList(end - 1, end));
    }

    /**
     * Says what is wrong with results.
     *
     * @param results what came back
     * @return the exception to fail with
     */
    public IllegalStateException wrong(List<Integer> results) {
        return new IllegalStateException(
                "wrong result of workload " + name + ": expected " + expected + " but got " + results);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> map(List<Integer> inputs, Task<Integer, Integer> task) throws Exception {
        List<Integer> results = new ArrayList<>(inputs.size());
        for (Integer input : inputs) {
            results.add(task.apply(input));
        }
        return results;
    }
}
