// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.result;

/**
 * The process that writes the manifest, beside its pid.
 *
 * @param startedAt when it began
 * @param bootId changes whenever the machine is started; null where the system does not tell
 */
public record WriterProcess(String startedAt, String bootId) {}
