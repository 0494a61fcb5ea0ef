// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import poolmark.measure.figure.Figure;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Report.Fact;
import poolmark.measure.figure.Report.RunLabel;
import poolmark.measure.input.Run;
import poolmark.measure.view.Figures;
import poolmark.measure.view.across.RunsFigure;

/** Makes reports of runs. */
public final class Reports {

    private Reports() {}

    /**
     * Makes a report.
     *
     * @param runs at least one; where there are several, the first is what the others are compared with
     * @return all that is to be said of them
     */
    public static Report of(List<Run> runs) {
        List<Run> named = named(runs);
        Figures figures = Figures.of(named);
        List<String> caveats = new ArrayList<>();
        named.forEach(run ->
                run.caveats().forEach(caveat -> caveats.add(named.size() == 1 ? caveat : run.name() + ": " + caveat)));
        boolean several = named.size() > 1;
        return new Report(
                title(named),
                headline(named, figures),
                place(named),
                named.stream().map(Reports::label).toList(),
                IntStream.range(0, named.size())
                        .boxed()
                        .flatMap(at ->
                                Answers.of(named.get(at), at == 0 ? figures.missing() : List.of(), several).stream())
                        .toList(),
                figures.figures(),
                figures.missing(),
                caveats);
    }

    private static String title(List<Run> runs) {
        if (runs.size() > 1) {
            return "How do " + runs.size() + " runs differ?";
        }
        return Limits.isOwn(runs.get(0))
                ? "Does a process pool pay here?"
                : "Results in " + runs.get(0).name();
    }

    private static String headline(List<Run> runs, Figures figures) {
        if (runs.size() > 1) {
            return figures.figures().stream()
                    .filter(figure -> figure.question().equals(RunsFigure.QUESTION))
                    .findFirst()
                    .map(Figure::reading)
                    .orElse("They have no benchmark with the same parameters in common.");
        }
        Run run = runs.get(0);
        return Limits.isOwn(run)
                ? Answers.headline(run)
                : "No benchmark of this suite is among the results; they are shown as they are.";
    }

    /** {@return machine, JDK and system, each named once where several runs share it} */
    private static String place(List<Run> runs) {
        return Stream.of("processors", "JDK", "jdkVersion", "system")
                .map(name -> runs.stream()
                        .flatMap(run -> run.facts().stream())
                        .filter(fact -> fact.get(0).equals(name))
                        .map(fact -> name.toUpperCase(Locale.ROOT).startsWith("JDK")
                                ? "JDK " + fact.get(1).replaceAll(",.*", "")
                                : fact.get(1))
                        .distinct()
                        .collect(Collectors.joining(" and ")))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static RunLabel label(Run run) {
        return new RunLabel(
                run.name(),
                run.facts().stream()
                        .map(fact -> new Fact(fact.get(0), fact.get(1)))
                        .toList());
    }

    /** Each has a name of its own, though all may come from files called {@code jmh.json}. */
    private static List<Run> named(List<Run> runs) {
        Set<String> taken = new HashSet<>();
        List<Run> named = new ArrayList<>();
        for (Run run : runs) {
            String name = run.name();
            for (int again = 2; !taken.add(name); again++) {
                name = run.name() + " (" + again + ")";
            }
            named.add(new Run(
                    name,
                    run.facts(),
                    run.cpus(),
                    run.cells(),
                    run.samples(),
                    run.rulers(),
                    run.details(),
                    run.caveats()));
        }
        return named;
    }
}
