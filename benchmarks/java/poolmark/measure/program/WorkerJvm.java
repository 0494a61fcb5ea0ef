// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.program;

import java.util.List;

/**
 * The workers' JVM.
 *
 * @param executable the program; {@code as parent} where it is that of the fork
 * @param standardArgs arguments that the library gives to every worker
 * @param extraArgs arguments beyond those
 */
public record WorkerJvm(String executable, List<String> standardArgs, List<String> extraArgs) {}
