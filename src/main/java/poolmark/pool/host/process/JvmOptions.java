// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.ArrayList;
import java.util.List;

/** What the JVM of every worker is told, before the options of the user, so that his win. */
final class JvmOptions {

    /**
     * For every JVM. No performance data file: it costs a millisecond and is left behind by a kill. A worker whose heap is
     * exhausted ends, since nothing in it can be relied on. Counted loops can be stopped, as they can with the default
     * collector anyway: with the serial one, which a JVM in a small container chooses, a worker in such a loop could not even
     * halt when its parent is gone.
     */
    private static final List<String> PLAIN = List.of(
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseCountedLoopSafepoints",
            "-XX:LoopStripMiningIter=1000");

    /** What the others are options of. */
    private static final List<String> UNLOCK = List.of("-XX:+UnlockDiagnosticVMOptions");

    /**
     * The archives of classes go where they were made for. Elsewhere, which has become the default, every pointer in them is
     * changed at the start, which takes up to four milliseconds and makes their memory each worker's own.
     */
    private static final List<String> MAPS_IN_PLACE = List.of("-XX:ArchiveRelocationMode=0");

    /**
     * An idle HotSpot wakes up four times a second to see whether locks have piled up, and G1 once to see whether somebody wants
     * it to collect when nothing happens. Twelve times a minute will do for the one, and a collection every ten minutes, which
     * also gives memory back, for the other.
     */
    private static final List<String> LOOKS_SELDOM =
            List.of("-XX:AsyncDeflationInterval=5000", "-XX:G1PeriodicGCInterval=600000");

    /**
     * JDK 17 more often: G1, to take samples by which it sizes its young generation, and the VM's thread, for a safepoint that
     * might be due, which newer ones do without.
     */
    private static final List<String> SAMPLES_SELDOM =
            List.of("-XX:G1ConcRefinementServiceIntervalMillis=5000", "-XX:GuaranteedSafepointInterval=10000");

    /** The version that is known to clean up so. */
    private static final int CLEANS_UP = 25;

    /** JDK 25 looks once a second whether there is anything to clean up that nobody has told it of. */
    private static final List<String> CLEANS_UP_SELDOM = List.of("-XX:ServiceThreadCleanupInterval=10000");

    /** The versions whose options were tried: a JVM refuses to start with one that it does not know. */
    private static final int FIRST_KNOWN = 17;

    private static final int LAST_KNOWN = 25;

    /** For the JVM that this one will start. */
    static final List<String> ALWAYS =
            ofJvm(System.getProperty("java.vm.name", ""), Runtime.version().feature());

    private JvmOptions() {}

    /** For a JVM of that name and version. */
    static List<String> ofJvm(String name, int version) {
        List<String> options = new ArrayList<>(PLAIN);
        boolean isHotSpot = name.contains("HotSpot") || name.contains("OpenJDK");
        if (isHotSpot && version >= FIRST_KNOWN && version <= LAST_KNOWN) {
            options.addAll(UNLOCK);
            options.addAll(MAPS_IN_PLACE);
            options.addAll(LOOKS_SELDOM);
        }
        if (isHotSpot && version == FIRST_KNOWN) {
            options.addAll(SAMPLES_SELDOM);
        }
        if (isHotSpot && version == CLEANS_UP) {
            options.addAll(CLEANS_UP_SELDOM);
        }
        return List.copyOf(options);
    }
}
