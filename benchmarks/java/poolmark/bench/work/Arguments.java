// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The arguments of a user's workload, from a file with one on each line. */
public final class Arguments {

    private Arguments() {}

    /**
     * Reads a file.
     *
     * @param file UTF-8; empty lines are left out
     * @return integers where every line is one, else the lines themselves
     * @throws IOException when it cannot be read, or holds nothing
     */
    public static List<Object> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new IOException("there is no argument in it");
        }
        boolean integers = lines.stream().allMatch(Arguments::isInteger);
        return integers
                ? lines.stream()
                        .<Object>map(line -> Integer.valueOf(line.strip()))
                        .toList()
                : List.copyOf(lines);
    }

    private static boolean isInteger(String line) {
        try {
            Integer.parseInt(line.strip());
            return true;
        } catch (NumberFormatException somethingElse) {
            return false;
        }
    }
}
