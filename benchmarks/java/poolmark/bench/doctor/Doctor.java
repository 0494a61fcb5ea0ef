// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.doctor;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import poolmark.bench.cli.UsageException;
import poolmark.clock.ClockFacts;
import poolmark.clock.CpuClock;
import poolmark.measure.doctor.Diagnosis;
import poolmark.measure.doctor.DiagnosisText;
import poolmark.measure.machine.MachineFacts;
import poolmark.measure.trial.Trials;

/** Tells whether this machine can be trusted for measuring. */
public final class Doctor {

    /** Exit code: it can. */
    private static final int FINE = 0;

    /** Exit code: what is measured here proves nothing. */
    private static final int CANNOT_TELL = 3;

    private Doctor() {}

    /**
     * The sub-command {@code doctor}: some ten seconds of trials, then the findings.
     *
     * @param args what was typed behind it
     * @param out takes the findings
     * @param err takes a line to say that it takes a while
     * @return the exit code: 0 when figures of this machine can be trusted, 3 when there are doubts
     * @throws UsageException when the arguments are wrong
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) throws UsageException {
        OptionParser parser = new OptionParser();
        parser.accepts("out").withRequiredArg().defaultsTo("results");
        parser.accepts("debug");
        OptionSet options = options(parser, args);
        Path results = path((String) options.valueOf("out"));
        err.println("looking at the machine for some ten seconds; leave it alone meanwhile");
        CpuClock cpu = CpuClock.best();
        int processors = Runtime.getRuntime().availableProcessors();
        MachineFacts machine = MachineFacts.read(results);
        Diagnosis diagnosis = Diagnosis.of(machine, Trials.full(ClockFacts.of(cpu), cpu::parentNanos, processors));
        out.println(DiagnosisText.full(diagnosis));
        return diagnosis.trustworthy() ? FINE : CANNOT_TELL;
    }

    private static OptionSet options(OptionParser parser, List<String> args) throws UsageException {
        try {
            OptionSet options = parser.parse(args.toArray(String[]::new));
            if (options.nonOptionArguments().isEmpty()) {
                return options;
            }
        } catch (OptionException wrong) {
            throw new UsageException("doctor: " + wrong.getMessage() + "; it takes --out DIR alone", wrong);
        }
        throw new UsageException("doctor takes no names, only --out DIR, the folder that results will go to");
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException wrong) {
            throw new UsageException("--out: '" + text + "' is not a path on this system", wrong);
        }
    }

    /**
     * The short form before a run: less than a second.
     *
     * @param results where the results are to go
     * @return facts and judgement
     */
    public static Diagnosis brief(Path results) {
        CpuClock cpu = CpuClock.best();
        MachineFacts machine = MachineFacts.read(results);
        return Diagnosis.of(machine, Trials.brief(ClockFacts.of(cpu), cpu::parentNanos));
    }
}
