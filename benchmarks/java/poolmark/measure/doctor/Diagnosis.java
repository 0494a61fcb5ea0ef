// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.doctor;

import java.util.ArrayList;
import java.util.List;
import poolmark.measure.doctor.Finding.Level;
import poolmark.measure.host.Activity.Disturbance;
import poolmark.measure.machine.MachineFacts;
import poolmark.measure.trial.Trials;

/**
 * What is to be thought of a machine.
 *
 * @param machine what it says of itself
 * @param trials what it did
 * @param findings the judgement
 */
public record Diagnosis(MachineFacts machine, Trials trials, List<Finding> findings) {

    /**
     * Judges a machine. Looks at nothing but its arguments.
     *
     * @param machine what it says of itself
     * @param trials what it did
     * @return facts and judgement
     */
    public static Diagnosis of(MachineFacts machine, Trials trials) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(ClockRules.judge(trials, machine.processors().clockSource()));
        findings.addAll(ProcessorRules.judge(machine.processors(), machine.group(), trials));
        findings.addAll(QuietRules.judge(machine, trials));
        findings.addAll(LimitRules.judge(machine));
        return new Diagnosis(machine, trials, findings);
    }

    /**
     * Judges what the kernel counted over a run.
     *
     * @param during the counts
     * @param nanos how long the run took
     * @return warnings for the reader of its figures, a line each; none where nothing was wrong or nothing is known
     */
    public static List<String> warnings(Disturbance during, long nanos) {
        return QuietRules.disturbances(during, nanos).stream()
                .filter(finding -> finding.level() == Level.DOUBT)
                .map(finding -> "over the whole run: " + finding.line())
                .toList();
    }

    /** {@return the findings of one level} */
    public List<Finding> at(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    /** {@return whether there is no doubt} */
    public boolean trustworthy() {
        return at(Level.DOUBT).isEmpty();
    }
}
