// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import poolmark.pool.Action;
import poolmark.pool.Task;

/**
 * What one operation does: a task, the inputs it is applied to, and what must come back. The results of built-in workloads
 * are known in another way than the tasks compute them.
 *
 * @param name the name under which it was asked for
 * @param task the task
 * @param inputs one for each task
 * @param expected the results in the order of the inputs; empty where {@code verified} judges them
 * @param setUp what each worker runs first; null where it runs nothing
 * @param verified judges results; null where they must equal {@code expected}
 */
public record Workload(
        String name,
        Task<Object, Object> task,
        List<Object> inputs,
        List<Object> expected,
        Action setUp,
        Verified<Object, Object> verified) {

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

    private static final int SHOWN_CHARACTERS = 300;

    /** Long enough for the compilers to take notice, and no longer than a task or two that compute. */
    private static final int NOTHINGS = 200;

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
        return of(name, taskMicros, numbers(name.equals(TUTORIAL) ? TUTORIAL_TASKS : tasks), spinsPerMilli);
    }

    /** {@return tasks that do nothing: what a program has handed over whose pool has been in use for a while} */
    public static Workload nothing() throws Exception {
        return known("nothing", value -> value, numbers(NOTHINGS), value -> value);
    }

    /** {@return the tasks of {@link #BUILT_IN}, for a JVM that makes their classes ready} */
    public static List<Task<Integer, Integer>> builtInTasks() {
        return List.of(Sleep.inputTimes(0), Sleep.of(0), Spin.of(0), Alloc.of(0));
    }

    /**
     * Makes a workload of given inputs.
     *
     * @param name one of {@link #BUILT_IN}, which take integers, or a class as {@link UserTask} wants it
     * @param taskMicros scale of one task in microseconds; a user's class does not see it
     * @param inputs what the task is applied to
     * @param spinsPerMilli speed of this machine for {@code cpu}; 0 to find out now
     * @return the workload
     * @throws Exception what a user's task or its set-up throws
     */
    public static Workload of(String name, long taskMicros, List<?> inputs, long spinsPerMilli) throws Exception {
        switch (name) {
            case TUTORIAL:
                return known(name, Sleep.inputTimes(taskMicros), inputs, input -> input * 2);
            case SLEEP:
                return known(name, Sleep.of(taskMicros), inputs, input -> input + 1);
            case CPU:
                long steps = taskMicros * (spinsPerMilli > 0 ? spinsPerMilli : Spin.calibrate()) / 1_000;
                return known(name, Spin.of(steps), inputs, input -> Spin.expected(input, steps));
            case ALLOC:
                long arrays = taskMicros * Alloc.ARRAYS_PER_MICRO;
                return known(name, Alloc.of(arrays), inputs, input -> Alloc.expected(input, arrays));
            default:
                return brought(name, List.copyOf(inputs));
        }
    }

    private static Workload known(
            String name, Task<Integer, Integer> task, List<?> inputs, Task<Integer, Integer> otherWay)
            throws Exception {
        List<Object> given = List.copyOf(inputs);
        return new Workload(name, general(task), given, map(given, general(otherWay)), null, null);
    }

    @SuppressWarnings("unchecked") // Its inputs are integers.
    private static Task<Object, Object> general(Task<Integer, Integer> task) {
        return (Task<Object, Object>) (Task<?, ?>) task;
    }

    private static Workload brought(String name, List<Object> inputs) throws Exception {
        Task<Object, Object> task = UserTask.load(name, Thread.currentThread().getContextClassLoader());
        Action setUp = task instanceof WorkerSetUp own ? () -> own.setUp() : null;
        if (setUp != null) {
            setUp.run();
        }
        if (task instanceof Verified<?, ?> judge) {
            @SuppressWarnings("unchecked") // It is the same object as the task, and judges what that takes and gives.
            Verified<Object, Object> verified = (Verified<Object, Object>) judge;
            return new Workload(name, task, inputs, List.of(), setUp, verified);
        }
        return new Workload(name, task, inputs, map(inputs, task), setUp, null);
    }

    /**
     * Whether an operation did what it should.
     *
     * @param results what came back; null where nothing did
     * @return true when every result is there, right and in its place
     */
    public boolean isExpected(List<?> results) {
        if (verified == null) {
            return expected.equals(results);
        }
        return results != null
                && results.size() == inputs.size()
                && IntStream.range(0, inputs.size())
                        .allMatch(number -> verified.isRight(inputs.get(number), results.get(number)));
    }

    /** {@return the same workload with its last input alone} */
    public Workload last() {
        int end = inputs.size();
        List<Object> result = verified == null ? expected.subList(end - 1, end) : expected;
        return new Workload(name, task, inputs.subList(end - 1, end), result, setUp, verified);
    }

    /**
     * Says what is wrong with results.
     *
     * @param results what came back
     * @return the exception to fail with
     */
    public IllegalStateException wrong(List<?> results) {
        String wanted = verified == null ? "expected " + shown(expected) : "its own verification refuses the results";
        return new IllegalStateException(
                "wrong result of workload " + name + ": " + wanted + " but got " + shown(results));
    }

    private static String shown(List<?> results) {
        String text = String.valueOf(results);
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Object> map(List<Object> inputs, Task<Object, Object> task) throws Exception {
        List<Object> results = new ArrayList<>(inputs.size());
        for (Object input : inputs) {
            results.add(task.apply(input));
        }
        return results;
    }
}
