// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A system that can be asked.
 *
 * @param id its name
 * @param program the interpreter or virtual machine, with its own options
 * @param driver what it runs
 * @param asked names of the questions that make sense for it
 * @param parameters what its driver is told, beyond what each question brings; wins over that
 * @param standing how often it is asked
 * @param install the command that would install it; null where it is there
 */
public record Peer(
        String id,
        List<String> program,
        List<String> driver,
        Set<String> asked,
        Map<String, String> parameters,
        Standing standing,
        String install) {

    /** The question that is asked with spinning switched off. */
    public static final String PARKED = "apply-parked";

    /** How often a system is asked, compared with others. */
    public enum Standing {
        /** This pool, or one that goals are set against. */
        YARDSTICK,
        /** One that is there to be compared with. */
        OTHER,
        /** One that takes seconds to start. */
        HEAVY
    }

    /** {@return whether it is not on this machine} */
    public boolean isMissing() {
        return install != null;
    }

    /**
     * Says how to ask.
     *
     * @param question the question
     * @param questionParameters what every driver is told with it
     * @return the driver's command line
     */
    public List<String> command(String question, Map<String, String> questionParameters) {
        List<String> command = new ArrayList<>(program);
        if (question.equals(PARKED)) {
            command.add("-Dpoolmark.spin=0");
        }
        command.addAll(driver);
        command.add(question);
        questionParameters.forEach((name, value) -> command.add(name + "=" + parameters.getOrDefault(name, value)));
        parameters.forEach((name, value) -> {
            if (!questionParameters.containsKey(name)) {
                command.add(name + "=" + value);
            }
        });
        return command;
    }

    Peer withParameter(String name, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value.toString());
        return new Peer(id, program, driver, asked, Map.copyOf(more), standing, install);
    }

    /** {@return the same, asked less often, and opened once by a driver instead of several times} */
    Peer heavy() {
        Peer once = withParameter("warmups", 0).withParameter("count", 1).withParameter("pause", 0);
        return new Peer(id, program, driver, asked, once.parameters, Standing.HEAVY, install);
    }

    Peer missing(String how) {
        return new Peer(id, program, driver, asked, parameters, standing, how);
    }
}
