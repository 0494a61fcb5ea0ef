// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.figure;

import java.util.List;

/**
 * The colours of series: those of Okabe and Ito, "Color Universal Design" (2008), which people with any of the common kinds of
 * colour blindness can tell apart, without yellow, which is too faint on white; and grey for what is not data.
 */
public final class Palette {

    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#555555", "#8C510A");

    /** The order in which strategies take the colours. */
    private static final List<String> STRATEGIES =
            List.of("poolMap", "processPerTask", "poolApplyAsync", "poolApply", "threadPool", "poolMapCold", "serial");

    private Palette() {}

    /** {@return a colour as {@code #RRGGBB}; numbers beyond the last begin anew} */
    public static String hex(int colour) {
        return COLOURS.get(Math.floorMod(colour, COLOURS.size()));
    }

    /** {@return the number of a strategy's colour, the given one for a name that is none} */
    public static int colour(String strategy, int otherwise) {
        int position = STRATEGIES.indexOf(strategy);
        return position < 0 ? otherwise : position;
    }
}
