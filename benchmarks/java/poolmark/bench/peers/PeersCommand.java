// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import poolmark.bench.cli.UsageException;
import poolmark.bench.peers.rivals.Jdk;
import poolmark.bench.peers.rivals.Kit;

/**
 * What was typed after {@code peers}.
 *
 * @param given the arguments as typed
 * @param effort how much is measured
 * @param out directory of all runs
 * @param only what is asked whom: an expression that "question system" contains
 * @param seed of the random order
 * @param kit where the systems are
 * @param jdks the JDKs that this pool is measured on
 */
record PeersCommand(List<String> given, Effort effort, Path out, Pattern only, long seed, Kit kit, List<Jdk> jdks) {

    /**
     * Reads the arguments.
     *
     * @throws UsageException when they mean nothing
     */
    static PeersCommand parse(List<String> args) throws UsageException {
        Effort effort = Effort.WHOLE;
        Path out = Path.of("results");
        Path kit = Path.of("target", "peers");
        Path drivers = Path.of("scripts", "peers");
        Pattern only = Pattern.compile("");
        long seed = new Random().nextInt(Integer.MAX_VALUE);
        List<Jdk> jdks = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String option = args.get(i);
            switch (option) {
                case "--quick" -> effort = Effort.QUICK;
                case "--tiny" -> effort = Effort.TINY;
                case "--debug" -> {}
                case "-o", "--out" -> out = Path.of(value(args, ++i, option));
                case "--only" -> only = pattern(value(args, ++i, option));
                case "--seed" -> seed = number(value(args, ++i, option));
                case "--kit" -> kit = Path.of(value(args, ++i, option));
                case "--drivers" -> drivers = Path.of(value(args, ++i, option));
                case "--jdk" -> jdks.add(jdk(value(args, ++i, option)));
                default ->
                    throw new UsageException(
                            "peers does not know '" + option
                                    + "'; it takes --quick, -o DIR, --only REGEX, --seed N, --jdk HOME, --kit DIR, --drivers DIR");
            }
        }
        return new PeersCommand(
                args,
                effort,
                out.toAbsolutePath(),
                only,
                seed,
                new Kit(kit.toAbsolutePath(), drivers.toAbsolutePath()),
                jdks.isEmpty() ? List.of(Jdk.current()) : jdks);
    }

    private static String value(List<String> args, int index, String option) throws UsageException {
        if (index >= args.size()) {
            throw new UsageException(option + " needs a value after it");
        }
        return args.get(index);
    }

    private static Pattern pattern(String text) throws UsageException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new UsageException("--only " + text + " is no regular expression: " + wrong.getDescription(), wrong);
        }
    }

    private static long number(String text) throws UsageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new UsageException("--seed must be a whole number, but was '" + text + "'", wrong);
        }
    }

    private static Jdk jdk(String home) throws UsageException {
        try {
            return Jdk.at(Path.of(home));
        } catch (IOException none) {
            throw new UsageException("--jdk " + home + " is no JDK; give a directory with bin and release in it", none);
        }
    }
}
