// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A program that streams as many numbers as it is told through a pool, and prints the sum of what comes back. */
final class StreamMain {

    private StreamMain() {}

    public static void main(String[] args) {
        int items = Integer.parseInt(args[0]);
        Iterable<Integer> numbers = () -> IntStream.range(0, items).iterator();
        try (ProcessPool pool = ProcessPool.open(2);
                Stream<Integer> results = pool.imap(Tasks::twice, numbers, 1_000)) {
            System.out.println("sum " + results.mapToLong(Integer::longValue).sum());
        }
    }
}
