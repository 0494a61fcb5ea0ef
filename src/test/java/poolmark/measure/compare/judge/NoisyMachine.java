// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.compare.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import poolmark.measure.compare.CellName;
import poolmark.measure.compare.Collected;
import poolmark.measure.compare.Controls;
import poolmark.measure.compare.Metric;
import poolmark.measure.compare.Pairs;
import poolmark.measure.stats.Quantiles;

/**
 * A machine to measure on that drifts, has neighbours and hiccups, as a model: the logarithm of what an iteration shows is
 * the sum of
 *
 * <ul>
 *   <li>the change of the candidate, if there is one;
 *   <li>a drift from fork to fork, x' = 0.9 x + e, where e has a standard deviation of 4 %;
 *   <li>a neighbour, who comes with a chance of 2 % before each fork, takes 5 to 30 %, and goes with a chance of 25 %;
 *   <li>the fork's own luck, standard deviation 3 %;
 *   <li>the iteration's, 3 %, and with a chance of 8 % a hiccup of 10 to 60 %.
 * </ul>
 *
 * Forks run as the gate runs them: in each round all cells in a random order, both builds of a cell side by side, the
 * candidate first in every second round.
 */
final class NoisyMachine {

    private static final int ITERATIONS = 5;

    private static final double DRIFT_MEMORY = 0.9;
    private static final double DRIFT = 0.04;
    private static final double NEIGHBOUR_COMES = 0.02;
    private static final double NEIGHBOUR_GOES = 0.25;
    private static final double FORK = 0.03;
    private static final double ITERATION = 0.03;
    private static final double HICCUP = 0.08;

    /** A ruler is a loop of its own that is read some times; it drifts and has neighbours like everything. */
    private static final double RULER = 0.005;

    private static final int RULERS = 3;

    private static final double NANOS = 20e6;

    private final RandomGenerator random;
    private double drift;
    private double neighbour;

    NoisyMachine(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** One thing to measure: its metric, and by how much the candidate is slower. */
    record Subject(CellName cell, Metric metric, double change) {

        static Subject cell(int number, Metric metric, double change) {
            return new Subject(new CellName("poolmark.bench.Model.cell" + number, new TreeMap<>()), metric, change);
        }

        static Subject control(String name, Metric metric) {
            return new Subject(new CellName("poolmark.bench.Control." + name, new TreeMap<>()), metric, 0);
        }
    }

    /** {@return what so many rounds measured of these, with an A/A cell and the rulers beside them} */
    Collected rounds(int rounds, List<Subject> subjects) {
        List<Subject> all = new ArrayList<>(subjects);
        all.add(Subject.control("sameJar", Metric.WALL));
        all.add(Subject.control("sameJar", Metric.CPU_TOTAL));
        for (int ruler = 0; ruler < RULERS; ruler++) {
            all.add(Subject.control("ruler" + ruler, Metric.RULERS));
        }
        double[][] baseline = new double[all.size()][rounds];
        double[][] candidate = new double[all.size()][rounds];
        List<Integer> order = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            order.add(index);
        }
        for (int round = 0; round < rounds; round++) {
            shuffle(order);
            for (int index : order) {
                Subject subject = all.get(index);
                if (round % 2 == 0) {
                    baseline[index][round] = fork(subject.metric(), 0);
                    candidate[index][round] = fork(subject.metric(), subject.change());
                } else {
                    candidate[index][round] = fork(subject.metric(), subject.change());
                    baseline[index][round] = fork(subject.metric(), 0);
                }
            }
        }
        List<Pairs> pairs = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            Subject subject = all.get(index);
            pairs.add(new Pairs(subject.cell(), subject.metric(), baseline[index], candidate[index]));
        }
        Controls controls = new Controls(pairs.subList(subjects.size(), pairs.size()), List.of(), 0, 0);
        return new Collected(0, pairs.subList(0, subjects.size()), List.of(), controls);
    }

    private double fork(Metric metric, double change) {
        drift = DRIFT_MEMORY * drift + DRIFT * random.nextGaussian();
        if (neighbour == 0 && random.nextDouble() < NEIGHBOUR_COMES) {
            neighbour = Math.log1p(0.05 + 0.25 * random.nextDouble());
        } else if (random.nextDouble() < NEIGHBOUR_GOES) {
            neighbour = 0;
        }
        double machine = Math.log1p(change) + drift + neighbour;
        if (metric == Metric.RULERS) {
            return NANOS * Math.exp(machine + RULER * random.nextGaussian());
        }
        double luck = FORK * random.nextGaussian();
        double[] iterations = new double[ITERATIONS];
        Arrays.setAll(iterations, unused -> machine + luck + iteration());
        return NANOS * Math.exp(Quantiles.median(iterations));
    }

    /** {@link Collections#shuffle} takes only the old, slow kind of random numbers on JDK 17. */
    private void shuffle(List<Integer> order) {
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
    }

    private double iteration() {
        double hiccup = random.nextDouble() < HICCUP ? Math.log1p(0.1 + 0.5 * random.nextDouble()) : 0;
        return ITERATION * random.nextGaussian() + hiccup;
    }
}
