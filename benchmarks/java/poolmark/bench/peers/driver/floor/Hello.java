// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers.driver.floor;

/** The program that does nothing. */
public final class Hello {

    private Hello() {}

    /** Ends at once. */
    public static void main(String[] args) {}
}
