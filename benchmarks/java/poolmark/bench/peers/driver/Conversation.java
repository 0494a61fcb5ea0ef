// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The driver's side of the protocol, and the two ways to repeat an operation. Needs nothing but the JDK, as it also runs
 * beside systems that bring their own libraries.
 */
public final class Conversation {

    private final String question;
    private final Map<String, String> parameters = new HashMap<>();
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = System.out;

    /** Something that is done again and again. */
    @FunctionalInterface
    public interface Operation {
        /**
         * Does it.
         *
         * @throws Exception when it fails, which ends the driver
         */
        void run() throws Exception;
    }

    /** An operation that measures itself. */
    @FunctionalInterface
    public interface MeasuredOperation {
        /**
         * Does it and reports with {@link Conversation#took}.
         *
         * @param report whether this is no warm-up
         * @throws Exception when it fails, which ends the driver
         */
        void run(boolean report) throws Exception;
    }

    /**
     * Reads what a driver was started with.
     *
     * @param args the question, then {@code name=value} pairs
     */
    public Conversation(String[] args) {
        question = args[0];
        version("Java " + Runtime.version());
        for (int i = 1; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
    }

    /** {@return what is asked} */
    public String question() {
        return question;
    }

    /** {@return a parameter that every question of its kind is asked with} */
    public String text(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the question " + question + " came without " + name + "=");
        }
        return value;
    }

    /** {@return a parameter that is a whole number} */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** Says that the system has no such operation. */
    public void cannot(String reason) {
        out.println("@cannot " + reason);
    }

    /** Says what the system is. */
    public void version(String text) {
        out.println("@version " + text);
    }

    /** Names a worker, for its memory. */
    public void worker(long pid) {
        out.println("@worker " + pid);
    }

    private static String sample(String row, long nanos, long units) {
        return "@took " + row + " " + nanos + " " + units;
    }

    /** Reports a sample: so many units of work took so long. */
    public void took(String row, long nanos, long units) {
        out.println(sample(row, nanos, units));
    }

    /**
     * Repeats an operation of microseconds: for {@code warm} milliseconds unmeasured, then in each block for {@code millis}
     * milliseconds, which make one sample.
     *
     * @param units units of work in one operation
     * @param operation what to repeat; large enough for reading a clock beside it
     */
    public void rate(int units, Operation operation) throws Exception {
        repeat(number("warm"), operation);
        while (isWanted()) {
            long begin = System.nanoTime();
            long operations = repeat(number("millis"), operation);
            long nanos = System.nanoTime() - begin;
            took(question, nanos, operations * units);
            done(operations * units);
        }
    }

    private static long repeat(int millis, Operation operation) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long operations = 0;
        do {
            operation.run();
            operations++;
        } while (System.nanoTime() - end < 0);
        return operations;
    }

    /**
     * Repeats an operation of milliseconds: {@code warmups} times unmeasured, then {@code count} times in each block. After
     * each there is a rest of {@code pause} milliseconds, which no sample contains.
     *
     * @param operation what to repeat
     */
    public void each(MeasuredOperation operation) throws Exception {
        for (int i = 0; i < number("warmups"); i++) {
            operation.run(false);
            Thread.sleep(number("pause"));
        }
        while (isWanted()) {
            for (int i = 0; i < number("count"); i++) {
                operation.run(true);
                Thread.sleep(number("pause"));
            }
            done(number("count"));
        }
    }

    /** Lets the harness watch: {@code millis} milliseconds in which the driver does nothing, once it has settled. */
    public void idle() throws Exception {
        // a JVM's first text put together with + takes it ten milliseconds, which would be watched too
        sample(question, 0, 0);
        Thread.sleep(number("warm"));
        while (isWanted()) {
            long begin = System.nanoTime();
            Thread.sleep(number("millis"));
            took(question, System.nanoTime() - begin, 1);
            done(1);
        }
    }

    private boolean isWanted() throws IOException {
        out.println("@ready");
        out.flush();
        return "go".equals(in.readLine());
    }

    private void done(long units) {
        out.println("@done " + units);
    }
}
