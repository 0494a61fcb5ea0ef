// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options for the JVMs of data grids, which reach into the JDK: what Ignite and Hazelcast ask for, taken together. */
final class GridOptions {

    private static final List<String> OPENED = List.of(
            "java.base/jdk.internal.access",
            "java.base/jdk.internal.misc",
            "java.base/sun.nio.ch",
            "java.base/sun.util.calendar",
            "java.base/sun.reflect.generics.reflectiveObjects",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/java.net",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.locks",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.math",
            "java.base/java.time",
            "java.base/java.text",
            "java.management/sun.management",
            "java.management/com.sun.jmx.mbeanserver",
            "java.sql/java.sql",
            "jdk.management/com.sun.management.internal",
            "jdk.internal.jvmstat/sun.jvmstat.monitor");

    private GridOptions() {}

    /**
     * Lists the options.
     *
     * @param work a directory that grids may leave files in
     */
    static List<String> with(Path work) {
        List<String> options = new ArrayList<>(List.of(
                "-Dpoolmark.peers.work=" + work,
                "--add-modules=java.se",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"));
        OPENED.forEach(opened -> options.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        return options;
    }
}
