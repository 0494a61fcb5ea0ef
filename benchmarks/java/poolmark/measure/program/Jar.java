// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.program;

/**
 * A jar that was run, and what it was built from.
 *
 * @param path where it lay; null where the program did not come from one
 * @param version as its manifest has it
 * @param bytes its length; 0 where it is a directory
 * @param sha256 its digest; null where it is a directory
 * @param commit what it was built from; null where the build did not know
 * @param dirty whether tracked files differed from that; null where the build did not know
 */
public record Jar(String path, String version, long bytes, String sha256, String commit, Boolean dirty) {}
