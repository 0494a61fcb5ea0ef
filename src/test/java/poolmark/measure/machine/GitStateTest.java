// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitStateTest {

    @Test
    void outsideOfACheckoutThereMustBeNoCommit(@TempDir Path directory) {
        assertThat(GitState.of(directory)).isEqualTo(new GitState(GitState.NO_GIT, null, false));
    }

    @Test
    void buildMustTellItsCommitWhereItKnewOne() {
        assertThat(GitState.ofBuild(build("1a2b3c4d", "true"))).contains(new GitState("1a2b3c4d", null, true));
        assertThat(GitState.ofBuild(build("1a2b3c4d", "false"))).contains(new GitState("1a2b3c4d", null, false));
        assertThat(GitState.ofBuild(build("1a2b3c4d".repeat(5), ""))).contains(new GitState("1a2b3c4d", null, false));
        assertThat(GitState.ofBuild(build("$Format:%H$", ""))).isEmpty();
        assertThat(GitState.ofBuild(new Properties())).isEmpty();
        assertThat(GitState.ofBuild(build("${git.commit.id.abbrev}", ""))).isEmpty();
    }

    private static Properties build(String commit, String dirty) {
        Properties properties = new Properties();
        properties.setProperty("git.commit.id.abbrev", commit);
        properties.setProperty("git.dirty", dirty);
        return properties;
    }
}
