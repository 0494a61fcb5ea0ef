// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.page;

import java.util.List;
import java.util.function.UnaryOperator;
import poolmark.measure.figure.Report;

/** A report with figures of every kind, such as two processors might give. Nothing in it was measured. */
final class MadeUpReport {

    private final UnaryOperator<String> words;

    private MadeUpReport(UnaryOperator<String> words) {
        this.words = words;
    }

    /** {@return a report as one would hope for} */
    static Report plain() {
        return new MadeUpReport(UnaryOperator.identity()).report();
    }

    /** {@return the same report, with something put behind each of its texts} */
    static Report with(String hostile) {
        return new MadeUpReport(text -> text + hostile).report();
    }

    private Report report() {
        return new Report(
                words.apply("Does a process pool pay on this machine?"),
                words.apply("Yes, for tasks of 0.21 ms and more, with a warm pool of 2 workers."),
                words.apply("2 x AMD EPYC · JDK 17.0.15"),
                List.of(new Report.RunLabel(
                        words.apply("20261126T101500Z-45c29412-standard"),
                        List.of(
                                fact("JDK", "17.0.15 (Debian)"),
                                fact("Processors", "2 of AMD EPYC"),
                                fact("Load", "0.08"),
                                fact(
                                        "Command",
                                        "--profile standard --seed 4711 -p workers=1,2,3,4 StrategyBenchmark")))),
                answers(),
                new MadeUpFigures(words).list(),
                List.of(new Report.Missing(
                        "latency",
                        words.apply("no latencies were kept"),
                        "java -jar target/benchmarks.jar LatencyBenchmark")),
                List.of(words.apply(
                        "The machine drifted: the CPU ruler was 4.1 % slower at the end than at the start.")));
    }

    private Report.Fact fact(String name, String value) {
        return new Report.Fact(words.apply(name), words.apply(value));
    }

    private List<Report.Answer> answers() {
        return List.of(
                answer(
                        "Recommendation",
                        "Take poolMap with 2 workers for tasks of 1 ms and more; below that, stay serial."),
                answer(
                        "Fastest",
                        "For 8 cpu tasks of 20 ms, poolMap with 2 workers: 84.1 ms (83.6 ms to 84.9 ms), 1.94 times"
                                + " as fast as serial."),
                answer("Fastest", "For the tutorial, poolMap with 4 workers: 402 ms (401 ms to 404 ms)."),
                answer(
                        "Break-even",
                        "poolMap beats serial from 0.21 ms a task on (0.18 ms to 0.26 ms), at 1.12 times its CPU."),
                answer("Limits", "One machine, one JDK: nothing is said of others."));
    }

    private Report.Answer answer(String question, String text) {
        return new Report.Answer(words.apply(question), words.apply(text));
    }
}
