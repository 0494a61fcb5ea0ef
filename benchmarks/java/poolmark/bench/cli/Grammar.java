// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import joptsimple.OptionException;
import joptsimple.OptionParser;
import joptsimple.OptionSet;
import joptsimple.OptionSpec;

/**
 * All options, ours and JMH's, in the grammar of JMH's own parser: one hyphen or two, blank or equals sign. JMH's parser
 * does not accept further options, so this one separates them. What JMH's options mean stays JMH's business.
 */
final class Grammar {

    private static final List<String> OURS_WITH_VALUE =
            List.of("profile", "out", "classpath", "cp", "seed", "workerJvmArgs", "cell-timeout", "arguments");

    private static final List<String> OURS_WITHOUT_VALUE = List.of("debug");

    private static final List<String> JMH_WITH_VALUE = List.of(
            "i",
            "bs",
            "r",
            "wi",
            "wbs",
            "w",
            "to",
            "t",
            "bm",
            "si",
            "gc",
            "foe",
            "v",
            "f",
            "wf",
            "o",
            "rff",
            "prof",
            "tg",
            "jvm",
            "jvmArgs",
            "jvmArgsAppend",
            "jvmArgsPrepend",
            "tu",
            "opi",
            "rf",
            "wm",
            "e",
            "p",
            "wmb");

    private static final List<String> JMH_WITHOUT_VALUE = List.of("l", "lp", "lrf", "lprof", "h");

    /** What the suite does itself, because it runs fork by fork where JMH runs all at once. */
    private static final Set<String> SUITE =
            Set.of("f", "wf", "foe", "o", "rff", "rf", "p", "e", "bm", "jvmArgsAppend", "l", "lp", "lrf", "lprof", "h");

    private final OptionSet options;

    private Grammar(OptionSet options) {
        this.options = options;
    }

    static Grammar parse(List<String> args) throws UsageException {
        OptionParser parser = new OptionParser();
        OURS_WITH_VALUE.forEach(name -> parser.accepts(name).withRequiredArg());
        JMH_WITH_VALUE.forEach(name -> parser.accepts(name).withRequiredArg());
        OURS_WITHOUT_VALUE.forEach(parser::accepts);
        JMH_WITHOUT_VALUE.forEach(parser::accepts);
        try {
            return new Grammar(parser.parse(args.toArray(String[]::new)));
        } catch (OptionException wrong) {
            throw new UsageException(wrong.getMessage() + "; -h lists all options", wrong);
        }
    }

    /** {@return whether an option was given} */
    boolean has(String name) {
        return options.has(name);
    }

    /** {@return all values of an option, in the order given} */
    List<String> values(String name) {
        return options.valuesOf(name).stream().map(String::valueOf).toList();
    }

    /** {@return the regular expressions of benchmarks} */
    List<String> regexes() {
        return options.nonOptionArguments().stream().map(String::valueOf).toList();
    }

    /** {@return JMH's part of the arguments} */
    String[] jmhArguments() {
        // JMH's parser wants a single equals sign in a parameter, but a workload may have parameters of its own.
        List<String> args = jmhOptions(Set.of("p"));
        args.addAll(regexes());
        return args.toArray(String[]::new);
    }

    /** {@return JMH's part of the arguments without what the suite does itself} */
    String[] forkArguments() {
        return jmhOptions(SUITE).toArray(String[]::new);
    }

    private List<String> jmhOptions(Set<String> without) {
        List<String> args = new ArrayList<>();
        for (Map.Entry<OptionSpec<?>, List<?>> option : options.asMap().entrySet()) {
            String name = option.getKey().options().get(0);
            boolean wanted = options.has(option.getKey()) && !without.contains(name);
            if (wanted && JMH_WITHOUT_VALUE.contains(name)) {
                args.add("-" + name);
            } else if (wanted && JMH_WITH_VALUE.contains(name)) {
                option.getValue().forEach(value -> args.addAll(List.of("-" + name, String.valueOf(value))));
            }
        }
        return args;
    }
}
