// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.plan;

import java.util.SortedMap;
import org.openjdk.jmh.annotations.Mode;

/**
 * A benchmark in one mode with one value for each of its parameters.
 *
 * @param benchmark full name, class and method
 * @param mode the mode
 * @param params values by name
 */
public record Cell(String benchmark, Mode mode, SortedMap<String, String> params) {}
