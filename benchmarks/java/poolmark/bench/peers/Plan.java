// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import poolmark.bench.peers.rivals.Peer;

/**
 * Who is asked what, and in which order.
 *
 * @param rounds for each round its cells, each round in an order of its own
 */
record Plan(List<List<Cell>> rounds) {

    /**
     * A question to a system.
     *
     * @param question the question
     * @param peer the system
     */
    record Cell(String question, Peer peer) {

        String label() {
            return question + " " + peer.id();
        }
    }

    /**
     * Makes a plan.
     *
     * @param peers all systems; those that are missing are left out
     * @param effort how often each is asked
     * @param only an expression that a cell's label contains
     * @param seed of the order
     */
    static Plan of(List<Peer> peers, Effort effort, Pattern only, long seed) {
        Random random = new Random(seed);
        List<List<Cell>> rounds = new ArrayList<>();
        for (int round = 0; round < effort.mostRounds(); round++) {
            List<Cell> cells = new ArrayList<>();
            for (Cell cell : cells(peers, only)) {
                if (round < effort.rounds(cell.question(), cell.peer())) {
                    int times = effort.timesARound(cell.question(), cell.peer());
                    cells.addAll(Collections.nCopies(times, cell));
                }
            }
            Collections.shuffle(cells, random);
            rounds.add(cells);
        }
        return new Plan(rounds);
    }

    private static List<Cell> cells(List<Peer> peers, Pattern only) {
        return Effort.QUESTIONS.stream()
                .flatMap(question -> peers.stream()
                        .filter(peer -> !peer.isMissing() && peer.asked().contains(question))
                        .map(peer -> new Cell(question, peer)))
                .filter(cell -> only.matcher(cell.label()).find())
                .toList();
    }

    int size() {
        return rounds.stream().mapToInt(List::size).sum();
    }

    /** {@return for each round the labels of its cells, in order} */
    List<List<String>> order() {
        return rounds.stream()
                .map(round -> round.stream().map(Cell::label).toList())
                .toList();
    }
}
