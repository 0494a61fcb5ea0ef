// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The small text files in which a Linux kernel says how it is. What does not exist, cannot be read or is empty is
 * absent: on another system that is everything.
 *
 * @param root where {@code proc} and {@code sys} are: {@code /}, or the image of another machine
 */
public record KernelFiles(Path root) {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** {@return the files of this machine} */
    public static KernelFiles ofThisMachine() {
        return new KernelFiles(Path.of("/"));
    }

    /** {@return the whole file without blanks at its ends} */
    public Optional<String> text(String path) {
        try {
            // Latin 1, because names in there may hold any bytes. Not Files.size first: in procfs that is 0.
            String text = new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.ISO_8859_1).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException | SecurityException notThere) {
            return Optional.empty();
        }
    }

    /** {@return the lines of a file; none where there is no file} */
    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** {@return a file that holds a single number} */
    public Optional<Long> number(String path) {
        return text(path).flatMap(KernelFiles::parse);
    }

    /**
     * The value behind a name, as in {@code Cpus_allowed_list:	0-1} or {@code nr_throttled 12}.
     *
     * @param path the file
     * @param name what a line begins with, up to a colon or blank
     * @return the rest of the first such line
     */
    public Optional<String> value(String path, String name) {
        return lines(path).stream()
                .filter(line ->
                        line.startsWith(name) && line.substring(name.length()).matches("\\s*:.*|\\s.*"))
                .map(line ->
                        line.substring(name.length()).replaceFirst("^\\s*:", "").strip())
                .findFirst();
    }

    /** {@return the first whole number behind a name, see {@link #value}} */
    public Optional<Long> numberOf(String path, String name) {
        return value(path, name).flatMap(value -> parse(words(value)[0]));
    }

    /** {@return the names in a directory, sorted; none where there is no directory} */
    public List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(root.resolve(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | SecurityException notThere) {
            return List.of();
        }
    }

    /** {@return whether there is a file or directory} */
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    static String[] words(String line) {
        return BLANKS.split(line.strip());
    }

    static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.valueOf(text.strip()));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
