// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The page that tells users what happens in each case may name no test that is not there, and no case without one. */
class FaultsPageTest {

    private static final Path PAGE = Path.of("src/site/faults.md");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:IT|Test|Contract))\\.(\\w+)`");

    private static final List<String> PACKAGES = List.of(
            "poolmark.",
            "poolmark.pool.",
            "poolmark.pool.wire.",
            "poolmark.pool.host.",
            "poolmark.pool.host.line.",
            "poolmark.pool.host.process.");

    /** For a case that is of no use here, instead of a test. */
    private static final String NO_COUNTERPART = "have no counterpart";

    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| "))
                    .filter(line -> !line.contains("| Held by |") && !line.equals("| CPython | Here |"))
                    .toList();
        }
    }

    @Test
    void everyTestOnThePageMustExist() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher tests = TEST.matcher(Files.readString(PAGE));
        while (tests.find()) {
            named++;
            if (!exists(tests.group(1), tests.group(2))) {
                missing.add(tests.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(150);
    }

    @Test
    void everyCaseOnThePageMustNameATest() throws IOException {
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(100);
        assertThat(rows)
                .allMatch(
                        row -> row.contains(NO_COUNTERPART) || TEST.matcher(row).find());
    }

    /** Tests are methods; rules of the architecture are fields. */
    private static boolean exists(String className, String name) {
        return PACKAGES.stream()
                .map(each -> classOrNull(each + className))
                .filter(Objects::nonNull)
                .flatMap(type -> Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields())))
                .anyMatch(member ->
                        member.getName().equals(name) && AnnotationSupport.isAnnotated(member, Testable.class));
    }

    private static Class<?> classOrNull(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
