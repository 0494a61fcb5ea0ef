// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    @TempDir
    Path directory;

    private List<Peer> peers() throws IOException {
        return new Catalogue(
                        Jars.in(directory.resolve("jars")),
                        List.of(new Jdk(25, Path.of("/jdk25")), new Jdk(17, Path.of("/jdk17"))),
                        new Kit(directory, directory.resolve("drivers")))
                .peers();
    }

    private Map<String, Peer> byId() throws IOException {
        return peers().stream().collect(Collectors.toMap(Peer::id, peer -> peer));
    }

    @Test
    void peersThatAreNotInstalledMustBeListedWithTheCommandThatInstallsThem() throws IOException {
        assertThat(peers())
                .filteredOn(Peer::isMissing)
                .filteredOn(peer -> !peer.id().startsWith("python"))
                .extracting(Peer::id)
                .containsExactlyInAnyOrder(
                        "loky",
                        "node-workerpool",
                        "node-jest-worker",
                        "pp4j-17",
                        "tika-17",
                        "hazelcast-17",
                        "ignite-17");
        assertThat(byId().get("loky").install()).contains("pip install -r", "requirements.txt");
        assertThat(byId().get("node-workerpool").install()).contains("npm install --prefix " + directory);
        assertThat(byId().get("ignite-17").install()).isEqualTo("mvn -Ppeers");
    }

    @Test
    void peerMustBeThereOnceItsLibrariesAre() throws IOException {
        Path lib = Files.createDirectories(directory.resolve("build/lib"));
        for (String jar : List.of("pp4j-2.2.jar", "commons-pool2-2.4.2.jar", "slf4j-api-2.0.17.jar")) {
            Files.createFile(lib.resolve(jar));
        }
        assertThat(byId().get("pp4j-17").isMissing()).isFalse();
        assertThat(byId().get("tika-17").isMissing()).isTrue();
    }

    @Test
    void ourPoolMustBeAskedOnEveryJdkAndTheOthersOnTheOldest() throws IOException {
        assertThat(byId())
                .containsKeys("poolmark-17", "poolmark-25", "poolmark-standby-17", "poolmark-standby-25", "pp4j-17")
                .doesNotContainKeys("pp4j-25");
        assertThat(byId().get("poolmark-25").program()).containsExactly("/jdk25/bin/java");
    }

    @Test
    void spinningMustBeSwitchedOffForOneQuestionOnly() throws IOException {
        Peer pool = byId().get("poolmark-17");
        assertThat(pool.command(Peer.PARKED, Map.of())).contains("-Dpoolmark.spin=0");
        assertThat(pool.command("apply", Map.of())).doesNotContain("-Dpoolmark.spin=0");
    }

    @Test
    void parameterOfAPeerMustBeatThatOfTheQuestion() throws IOException {
        assertThat(byId().get("loky").command("map", Map.of("items", "1000000", "workers", "2")))
                .contains("items=20000", "workers=2")
                .doesNotContain("items=1000000");
    }

    @Test
    void poolMustRunFromSmallJarsWithNothingElseInThem() throws IOException {
        Jars jars = Jars.in(directory.resolve("jars"));
        try (JarFile pool = new JarFile(jars.pool().toFile())) {
            assertThat(pool.stream().map(entry -> entry.getName()))
                    .contains("poolmark/pool/ProcessPool.class", "org/apache/commons/exec/DefaultExecutor.class")
                    .allMatch(name -> name.startsWith("poolmark/pool/") || name.startsWith("org/apache/commons/exec/"));
        }
    }

    @Test
    void jarsMustStayUntouchedWhereTheyAreUpToDate() throws IOException {
        Path jar = Jars.in(directory.resolve("jars")).pool();
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(jar, longAgo);
        Jars.in(directory.resolve("jars"));
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(longAgo);
        Files.write(jar, new byte[0]);
        assertThat(Jars.in(directory.resolve("jars")).pool()).isNotEmptyFile();
    }
}
