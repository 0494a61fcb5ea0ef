// SPDX-License-Identifier: Apache-2.0
package poolmark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.concurrent.locks.LockSupport;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;

/**
 * The shape of the house: who may know whom. Arrows point downwards only.
 *
 * <pre>
 *   bench ─────▶ measure
 *     │ ╰──────▶ clock
 *     ▼
 *   pool ──▶ pool.host ──▶ pool.wire ◀── pool.worker ──▶ Task, Job, Action
 *
 *   in pool.host:  host ──▶ process ──▶ line ──────▶ thread
 *                              ├──────▶ evidence ────╯
 *                              ╰──────▶ archive
 * </pre>
 */
@AnalyzeClasses(packages = "poolmark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String DOOR = "poolmark.pool";
    private static final String HOST = "poolmark.pool.host..";
    private static final String PROCESS = "poolmark.pool.host.process";
    private static final String LINE = "poolmark.pool.host.line";
    private static final String EVIDENCE = "poolmark.pool.host.evidence";
    private static final String ARCHIVE = "poolmark.pool.host.archive";
    private static final String THREAD = "poolmark.pool.host.thread";
    private static final String WORKER = "poolmark.pool.worker..";
    private static final String WIRE = "poolmark.pool.wire..";
    private static final String LIBRARY = "poolmark.pool..";
    private static final String BENCH = "poolmark.bench..";
    private static final String CLOCK = "poolmark.clock..";
    private static final String MEASURE = "poolmark.measure..";

    @ArchTest
    static final ArchRule doorUsesHostAndWireOnly = room(DOOR, resideInAnyPackage(DOOR, HOST, WIRE))
            .because("the door turns calls into work for the host and knows nothing of the child's side");

    @ArchTest
    static final ArchRule hostUsesWireOnly = room(HOST, resideInAnyPackage(HOST, WIRE))
            .because("a room that knew the door would close a cycle, and one that knew the worker would run its code"
                    + " in the wrong process");

    @ArchTest
    static final ArchRule processUsesTheRoomsBelowOnly = room(
                    PROCESS, resideInAnyPackage(PROCESS, LINE, EVIDENCE, ARCHIVE, THREAD, WIRE))
            .because("a process is started, spoken to and reaped in the same way whatever it is given to do");

    @ArchTest
    static final ArchRule lineUsesThreadAndWireOnly = room(LINE, resideInAnyPackage(LINE, THREAD, WIRE))
            .because("a line carries requests and frames, and does not know for whom");

    @ArchTest
    static final ArchRule evidenceUsesThreadOnly = room(EVIDENCE, resideInAnyPackage(EVIDENCE, THREAD))
            .because("what is known of a worker's end must not depend on how it was served");

    @ArchTest
    static final ArchRule archiveUsesNothingOfOurs =
            room(ARCHIVE, resideInAnyPackage(ARCHIVE)).because("it looks at this machine and this JVM alone");

    @ArchTest
    static final ArchRule threadUsesNothingOfOurs =
            room(THREAD, resideInAnyPackage(THREAD)).because("all rooms share its threads");

    @ArchTest
    static final ArchRule workerUsesWireAndTaskTypesOnly = room(
                    WORKER, resideInAnyPackage(WORKER, WIRE).or(belongToAnyOf(Task.class, Job.class, Action.class)))
            .because("what a worker loads it loads in every new process, and all it runs comes as one of these types");

    @ArchTest
    static final ArchRule wireUsesNothingOfOurs = room(WIRE, resideInAnyPackage(WIRE))
            .because("host and worker meet only on wire, so it must stand below both");

    @ArchTest
    static final ArchRule nobodyUsesWorker = noClasses()
            .that()
            .resideOutsideOfPackage(WORKER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WORKER)
            .because("the worker is another process: it is started by name and spoken to over wire");

    @ArchTest
    static final ArchRule libraryUsesNothingOfBenchmarks = noClasses()
            .that()
            .resideInAPackage(LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BENCH, CLOCK, MEASURE)
            .because("both trees compile together, but the library jar holds poolmark.pool alone");

    @ArchTest
    static final ArchRule clockUsesNothingOfOurs = room(CLOCK, resideInAnyPackage(CLOCK))
            .because("a clock that knew what it measures could not be trusted to measure it");

    @ArchTest
    static final ArchRule measureUsesNeitherPoolNorJmhNorBench = noClasses()
            .that()
            .resideInAPackage(MEASURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIBRARY, BENCH, "org.openjdk.jmh..")
            .allowEmptyShould(true)
            .because("judging a run needs its files alone, whoever wrote them");

    @ArchTest
    static final ArchRule onlyProcessUsesCommonsExec = noClasses()
            .that()
            .resideOutsideOfPackage(PROCESS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.exec..")
            .because("starting and reaping processes is one room's trade, and a worker starts faster without its jar");

    @ArchTest
    static final ArchRule libraryUsesNoOptionalDependency = noClasses()
            .that()
            .resideInAPackage(LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openjdk.jmh..", "com.sun.jna..", "com.fasterxml.jackson..", "picocli..")
            .because("who uses the library gets Commons Exec with it and nothing else");

    /** {@code nanoTime}, and all that waits for a length of time, goes by the monotonic clock. */
    @ArchTest
    static final ArchRule libraryNeverLooksAtTheWallClock = noClasses()
            .that()
            .resideInAPackage(LIBRARY)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(LockSupport.class, "parkUntil", long.class)
            .orShould()
            .callMethod(LockSupport.class, "parkUntil", Object.class, long.class)
            .orShould()
            .dependOnClassesThat(belongToAnyOf(Clock.class, Instant.class, LocalDateTime.class, Date.class))
            .because("somebody may set it: a time limit must neither strike at once nor never");

    @ArchTest
    static final ArchRule noPackageCycles = slices().matching("poolmark.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a cycle can only be understood, tested and changed together");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?)")
            .because("such a name says that somebody has not found out what the class is");

    private static ArchRule room(String room, DescribedPredicate<JavaClass> mayUse) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(mayUse.or(resideOutsideOfPackage("poolmark..")));
    }
}
