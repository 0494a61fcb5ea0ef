// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM keeps classes: the two ways that JDKs have, each with its options. */
public enum ArchiveKind {
    /** Class-data sharing: classes as they are after loading. */
    CLASS_DATA(".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),

    /** The ahead-of-time cache (JEP 483, 514, 515): linked, initialised as far as that can be, and with profiles. */
    AHEAD_OF_TIME(".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=", "-Xlog:aot=off", "-Xlog:cds=off");

    /** The one that the JVMs of workers have. */
    public static final ArchiveKind OF_THIS_JVM = of(Runtime.version().feature());

    /** The first JDK that makes such a cache in one step. */
    private static final int FIRST_AHEAD_OF_TIME = 25;

    private final String suffix;
    private final String making;
    private final String using;
    private final List<String> silently;

    ArchiveKind(String suffix, String making, String using, String... silently) {
        this.suffix = suffix;
        this.making = making;
        this.using = using;
        this.silently = List.of(silently);
    }

    /** The best that a version of the JVM can do. */
    public static ArchiveKind of(int version) {
        return version >= FIRST_AHEAD_OF_TIME ? AHEAD_OF_TIME : CLASS_DATA;
    }

    /** Whether a JVM loads all that it holds when it starts: what a worker does not need costs it time. */
    public boolean isLoadedWhole() {
        return this == AHEAD_OF_TIME;
    }

    /** What its files end with. */
    public String suffix() {
        return suffix;
    }

    /** Options of a JVM that writes one when it ends. */
    public List<String> making(Path archive) {
        return options(making, archive);
    }

    /** Options of a JVM that uses one; where that does not fit, it does without and says nothing. */
    public List<String> using(Path archive) {
        return options(using, archive);
    }

    private List<String> options(String option, Path archive) {
        List<String> options = new ArrayList<>(silently);
        options.add(option + archive);
        return options;
    }
}
