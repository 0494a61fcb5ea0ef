// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import poolmark.measure.figure.Report;
import poolmark.measure.figure.Report.Fact;
import poolmark.measure.figure.Report.RunLabel;
import poolmark.measure.input.Run;
import poolmark.measure.view.Figures;

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
        String title = named.size() == 1
                ? named.get(0).name()
                : named.size() + " runs, the first " + named.get(0).name();
        return new Report(
                title,
                named.stream().map(Reports::label).toList(),
                IntStream.range(0, named.size())
                        .boxed()
                        .flatMap(number -> Answers.of(named.get(number), named.size() > 1).stream())
                        .toList(),
                figures.figures(),
                figures.missing(),
                caveats);
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
