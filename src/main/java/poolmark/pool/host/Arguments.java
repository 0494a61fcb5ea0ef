// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

import poolmark.pool.wire.Loan;

/**
 * The encoded arguments of consecutive tasks, one after the other. Never changed and never copied, as they may be half of what
 * the heap holds: chunks into which another is split share them.
 */
public final class Arguments {

    private final byte[] bytes;
    private final int count;
    private final int each;
    private final int[] ends;
    private final Loan loan;

    private Arguments(byte[] bytes, int count, int each, int[] ends, Loan loan) {
        this.bytes = bytes;
        this.count = count;
        this.each = each;
        this.ends = ends;
        this.loan = loan;
    }

    /** So many arguments of so many bytes each. */
    public static Arguments ofEqualLength(byte[] bytes, int count, int each) {
        return new Arguments(bytes, count, each, null, null);
    }

    /** Arguments of any length; {@code ends} says where each of them ends. */
    public static Arguments of(byte[] bytes, int[] ends) {
        return new Arguments(bytes, ends.length, 0, ends, null);
    }

    /** One argument that is lent. */
    static Arguments of(Loan loan) {
        return new Arguments(null, 1, loan.length(), null, loan);
    }

    byte[] bytes() {
        return bytes;
    }

    /** What is there instead of {@link #bytes}; null where these are. */
    Loan loan() {
        return loan;
    }

    int count() {
        return count;
    }

    /** Where that one begins, or, for their number, where the last of them ends. */
    int begin(int argument) {
        return ends == null ? argument * each : argument == 0 ? 0 : ends[argument - 1];
    }
}
