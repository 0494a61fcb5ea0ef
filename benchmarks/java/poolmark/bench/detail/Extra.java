// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.detail;

/**
 * What an operation tells beyond what all operations do. Of a benchmark either all operations tell it, or none.
 *
 * @param name of the secondary metric
 * @param value what was measured, for one operation
 * @param unit what it is measured in
 */
public record Extra(String name, double value, Unit unit) {

    /** What extras are measured in. */
    public enum Unit {
        /** Nanoseconds; shown in the unit of the benchmark's score. */
        NANOS,
        /** Bytes. */
        BYTES
    }

    /** {@return a duration} */
    public static Extra nanos(String name, double nanos) {
        return new Extra(name, nanos, Unit.NANOS);
    }
}
