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

    /** As the build has it, so that one commit has one name. */
    private static final int HASH_LENGTH = 8;

    /** Git answers in milliseconds, or the disk hangs. */
    private static final long PATIENCE_SECONDS = 5;

    /**
     * Asks git.
     *
     * @param directory any directory of a checkout
     * @return its state; {@link #NO_GIT} outside of a checkout or without git
     */
    public static GitState of(Path directory) {
        Optional<String> commit = git(directory, "rev-parse", "--short=" + HASH_LENGTH, "HEAD");
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
     * The commit that this program was built from, wherever it runs: what the build left in the class path as
     * {@code build.properties}, or, where the sources came without a checkout, what their archive says in
     * {@code archive.properties}.
     *
     * @return its state; empty where neither knows
     */
    public static Optional<GitState> ofBuild() {
        return ofBuild(resource("/poolmark/build.properties"))
                .or(() -> ofBuild(resource("/poolmark/archive.properties")));
    }

    /**
     * The commit that some build was made from.
     *
     * @param build the properties that the build left
     * @return its state; empty where they do not tell
     */
    public static Optional<GitState> ofBuild(Properties build) {
        boolean dirty = Boolean.parseBoolean(build.getProperty("git.dirty"));
        return Optional.ofNullable(build.getProperty("git.commit.id.abbrev"))
                .filter(commit -> commit.matches("[0-9a-f]{8,40}"))
                .map(commit -> new GitState(commit.substring(0, HASH_LENGTH), null, dirty));
    }

    private static Properties resource(String name) {
        Properties properties = new Properties();
        try (InputStream in = GitState.class.getResourceAsStream(name)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException unreadable) {
            // Then it is as if nothing had been said.
            properties.clear();
        }
        return properties;
    }
}
