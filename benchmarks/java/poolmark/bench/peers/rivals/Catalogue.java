// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import poolmark.bench.peers.driver.PoolDriver;
import poolmark.bench.peers.driver.ThreadDriver;
import poolmark.bench.peers.driver.floor.FloorDriver;

/** All systems, whether they are on this machine or not. */
public final class Catalogue {

    private static final Set<String> STARTS = Set.of("start", "open", "tutorial-map", "tutorial-async");
    private static final Set<String> CALLS = Set.of("apply", "async", "echo", "open");

    /** Where a chunk is a single item by default, a million would take minutes. */
    private static final int FEW_ITEMS = 20_000;

    private final Jars jars;
    private final List<Jdk> jdks;
    private final Kit kit;

    /**
     * Prepares the list.
     *
     * @param jars what the Java drivers run from
     * @param jdks the JDKs that this pool is measured on
     * @param kit where the other systems are
     */
    public Catalogue(Jars jars, List<Jdk> jdks, Kit kit) {
        this.jars = jars;
        this.jdks = jdks.stream().sorted(Comparator.comparingInt(Jdk::feature)).toList();
        this.kit = kit;
    }

    /** {@return every system; those that are missing say how they are installed} */
    public List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        jdks.forEach(jdk -> peers.addAll(ours(jdk)));
        peers.addAll(python());
        peers.addAll(node());
        peers.addAll(java());
        jdks.forEach(jdk -> peers.addAll(floors(jdk)));
        return peers;
    }

    private List<Peer> ours(Jdk jdk) {
        Set<String> all = Set.of(
                "apply",
                Peer.PARKED,
                "async",
                "map",
                "echo",
                "compute",
                "idle",
                "start",
                "open",
                "tutorial-map",
                "tutorial-async");
        return List.of(
                ofOurs("poolmark-", jdk, PoolDriver.class, all).withParameter("start", "SPAWN"),
                ofOurs("poolmark-standby-", jdk, PoolDriver.class, STARTS).withParameter("start", "STANDBY"));
    }

    private List<Peer> floors(Jdk jdk) {
        return List.of(
                ofOurs("threads-", jdk, ThreadDriver.class, Set.of("apply", "async", "compute")),
                floor("pipe", jdk, Set.of("apply")),
                floor("mapped", jdk, Set.of("apply", "echo")),
                floor("copy", jdk, Set.of("echo")),
                floor("loop", jdk, Set.of("map")),
                floor("jvm", jdk, Set.of("start", "idle")).withParameter("hello", jars.hello()));
    }

    private Peer floor(String name, Jdk jdk, Set<String> asked) {
        return ofOurs("floor-" + name + "-", jdk, FloorDriver.class, asked).withParameter("floor", name);
    }

    private Peer ofOurs(String name, Jdk jdk, Class<?> driver, Set<String> asked) {
        return new Peer(
                name + jdk.feature(),
                List.of(jdk.java()),
                List.of("-cp", jars.classPath(), driver.getName()),
                asked,
                Map.of(),
                Peer.Standing.YARDSTICK,
                null);
    }

    private List<Peer> python() {
        return List.of(
                python("python-spawn", "process-spawn", Set.of("apply", "async", "map", "echo", "idle"), STARTS),
                python("python-forkserver", "process-forkserver", Set.of(), STARTS),
                python("python-fork", "process-fork", Set.of(), STARTS),
                python("python-futures", "futures-spawn", Set.of("map"), CALLS).withParameter("items", FEW_ITEMS),
                loky());
    }

    private Peer python(String name, String system, Set<String> asked, Set<String> more) {
        Optional<Path> python = kit.program("python3");
        Peer.Standing standing = system.matches("process-(spawn|fork)") ? Peer.Standing.YARDSTICK : Peer.Standing.OTHER;
        Peer peer = new Peer(
                name,
                List.of(python.map(Path::toString).orElse("python3")),
                List.of(kit.driver("driver.py"), system),
                union(asked, more),
                Map.of(),
                standing,
                null);
        return python.isPresent() ? peer : peer.missing(Kit.INSTALL_PYTHON);
    }

    private Peer loky() {
        Peer peer = new Peer(
                "loky",
                List.of(kit.venvPython().toString()),
                List.of(kit.driver("driver.py"), "loky"),
                union(CALLS, Set.of("map")),
                Map.of("items", Integer.toString(FEW_ITEMS)),
                Peer.Standing.OTHER,
                null);
        return kit.hasPythonPackage("joblib") ? peer : peer.missing(kit.installJoblib());
    }

    private List<Peer> node() {
        return List.of(node("workerpool"), node("jest-worker"));
    }

    private Peer node(String name) {
        Optional<Path> node = kit.program("node");
        Peer peer = new Peer(
                "node-" + name,
                List.of(node.map(Path::toString).orElse("node")),
                List.of(kit.driver("driver.js"), name, kit.nodeModules().toString()),
                CALLS,
                Map.of(),
                Peer.Standing.OTHER,
                null);
        return node.isPresent() && Files.isDirectory(kit.nodeModules().resolve(name))
                ? peer
                : peer.missing(kit.installNode());
    }

    private List<Peer> java() {
        Jdk oldest = jdks.get(0);
        List<String> grid = GridOptions.with(kit.directory().resolve("work"));
        return List.of(
                java("pp4j", "Pp4jDriver", oldest, CALLS, List.of(), "pp4j", "commons-pool2", "slf4j"),
                java("tika", "TikaDriver", oldest, Set.of("apply", "open"), List.of(), "tika", "commons-io", "slf4j"),
                java("hazelcast", "HazelcastDriver", oldest, CALLS, grid, "hazelcast")
                        .heavy(),
                java("ignite", "IgniteDriver", oldest, CALLS, grid, "ignite", "cache-api", "annotations")
                        .heavy());
    }

    private Peer java(
            String name, String driver, Jdk jdk, Set<String> asked, List<String> options, String... libraries) {
        List<Path> jars = kit.javaLibraries(libraries);
        List<String> classPath = new ArrayList<>(
                List.of(this.jars.drivers().toString(), kit.javaClasses().toString()));
        jars.forEach(jar -> classPath.add(jar.toString()));
        List<String> program = new ArrayList<>(List.of(jdk.java()));
        program.addAll(options);
        Peer peer = new Peer(
                name + "-" + jdk.feature(),
                program,
                List.of("-cp", String.join(File.pathSeparator, classPath), "poolmark.peers." + driver),
                asked,
                Map.of(),
                Peer.Standing.OTHER,
                null);
        return jars.size() >= libraries.length ? peer : peer.missing(kit.installJava());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Set.copyOf(Stream.concat(one.stream(), other.stream()).distinct().toList());
    }
}
