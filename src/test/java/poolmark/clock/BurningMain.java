// SPDX-License-Identifier: Apache-2.0
package poolmark.clock;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A program that burns CPU when told to. Says {@code ready}, then takes lines: {@code burn <millis>} burns that much by its
 * own thread's CPU clock and answers with the nanoseconds burnt. Ends when its input does.
 */
final class BurningMain {

    private BurningMain() {}

    public static void main(String[] args) throws IOException {
        Burning.threadNanos(20_000_000L);
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            long millis = Long.parseLong(line.substring("burn ".length()));
            System.out.println(Burning.threadNanos(millis * 1_000_000L));
        }
    }
}
