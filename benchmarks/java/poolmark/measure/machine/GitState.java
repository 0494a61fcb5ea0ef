// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * What git says of a directory, or of what a program was built from.
 *
 * @param commit the short hash; {@link #NO_GIT} where there is none
 * @param branch the branch's name; null where there is none
 * @param dirty whether tracked files differ from the commit
 */
public record GitState(String commit, String branch, boolean dirty) {

    /** Stands for the hash outside of any checkout. */
    public static final String NO_GIT = "nogit";

    /** Git answers in milliseconds, or the disk hangs. */
    private static final long PATIENCE_SECONDS = 5;

    /**
     * Asks git.
     *
     * @param directory any directory of a checkout
     * @return its state; {@link #NO_GIT} outside of a checkout or without git
     */
    public static GitState of(Path directory) {
        Optional<String> commit = git(directory, "rev-parse", "--short=8", "HEAD");
        if (commit.isEmpty()) {
            return new GitState(NO_GIT, null, false);
        }
        String branch = git(directory, "rev-parse", "--abbrev-ref", "HEAD").orElse(null);
        boolean dirty = git(directory, "status", "--porcelain", "--untracked-files=no")
                .filter(changes -> !changes.isEmpty())
                .isPresent();
        return new GitState(commit.get(), branch, dirty);
    }

    /** {@return the part of a run's id that tells the commit} */
    public String label() {
        return commit + (dirty ? "-dirty" : "");
    }

    private static Optional<String> git(Path directory, String... args) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(args));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException notInstalled) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * What the build left in the class path as {@code /poolmark/build.properties}: the commit that this program was built
     * from, wherever it runs.
     *
     * @return its state; empty where it was built outside of any checkout
     */
    public static Optional<GitState> ofBuild() {
        try (InputStream in = GitState.class.getResourceAsStream("/poolmark/build.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return ofBuild(properties);
        } catch (IOException unreadable) {
            // Then it is as if the build had said nothing.
            return Optional.empty();
        }
    }

    static Optional<GitState> ofBuild(Properties build) {
        boolean dirty = Boolean.parseBoolean(build.getProperty("git.dirty"));
        return Optional.ofNullable(build.getProperty("git.commit.id.abbrev"))
                .filter(commit -> commit.matches("[0-9a-f]{7,40}"))
                .map(commit -> new GitState(commit, null, dirty));
    }
}
