// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.limit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as people write them: {@code 5%}, {@code 50us}, {@code 1MiB}. */
public final class Quantities {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([a-zA-Z%]*)");

    private static final Map<String, Double> NANOS = Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9);

    private static final Map<String, Double> BYTES = Map.of("B", 1.0, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30);

    private static final double HUNDRED = 100;

    private Quantities() {}

    /**
     * Reads a percentage.
     *
     * @param key what it is for, for the message
     * @param text such as {@code 5%}, above 0 and at most 1000 %
     * @return as a part: 0.05
     * @throws IllegalArgumentException when it is something else; the message is one line
     */
    public static double part(String key, String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        double percent = matcher.matches() && matcher.group(2).equals("%") ? Double.parseDouble(matcher.group(1)) : 0;
        if (percent <= 0 || percent > 10 * HUNDRED) {
            throw new IllegalArgumentException(key + ": '" + text + "' is not a percentage such as 5%");
        }
        return percent / HUNDRED;
    }

    static double amount(String key, String text, String unit) {
        Map<String, Double> units = unit.equals("ns") ? NANOS : unit.equals("bytes") ? BYTES : Map.of("", 1.0);
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches() || !(units.containsKey(matcher.group(2)) || zero(matcher))) {
            String example = unit.equals("ns") ? "50us" : unit.equals("bytes") ? "1MiB" : "0.1";
            throw new IllegalArgumentException(key + ": '" + text + "' is not a quantity such as " + example);
        }
        return Double.parseDouble(matcher.group(1)) * units.getOrDefault(matcher.group(2), 0.0);
    }

    private static boolean zero(Matcher matcher) {
        return matcher.group(2).isEmpty() && Double.parseDouble(matcher.group(1)) == 0;
    }

    static int count(String key, String text, int fewest, int most) {
        boolean number = text.matches("\\d{1,9}");
        if (!number || Integer.parseInt(text) < fewest || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    key + ": '" + text + "' is not a whole number from " + fewest + " to " + most);
        }
        return Integer.parseInt(text);
    }
}
