// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.stats.fit;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.util.Pair;

/**
 * The Universal Scalability Law of Gunther, "Guerrilla Capacity Planning" (2007), chapter 4: with N workers
 *
 * <pre>  X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))</pre>
 *
 * @param lambda what one worker alone does
 * @param sigma part of the work that only one does at a time: contention
 * @param kappa what each pair of workers costs: crosstalk
 * @param sigmaError standard error of sigma
 * @param kappaError standard error of kappa
 */
public record Scalability(double lambda, double sigma, double kappa, double sigmaError, double kappaError) {

    /** Three parameters, and some measurements to doubt them; the same number as in usl4j. */
    public static final int FEWEST_SIZES = 6;

    private static final int MOST_STEPS = 1_000;

    /** What the relative singular values must be above for a matrix that is to be inverted. */
    private static final double SINGULAR = 1e-14;

    /**
     * What came out of the search for the parameters.
     *
     * @param model the law; null where the measurements cannot tell
     * @param refusal why there is none, as a clause; empty where there is one
     */
    public record Search(Scalability model, String refusal) {}

    /**
     * Finds the parameters by least squares.
     *
     * @param workers numbers of workers
     * @param throughput what so many did
     * @return the law, or why there is none
     */
    public static Search of(double[] workers, double[] throughput) {
        long sizes = Arrays.stream(workers).distinct().count();
        if (sizes < FEWEST_SIZES) {
            return refused(
                    "it has three parameters and needs " + FEWEST_SIZES + " numbers of workers, here are " + sizes);
        }
        try {
            Optimum found = search(workers, throughput);
            double[] parameters = found.getPoint().toArray();
            double[] errors = found.getSigma(SINGULAR).toArray();
            double spread = Math.sqrt(found.getCost() * found.getCost() / Math.max(1, workers.length - 3));
            Scalability model = new Scalability(
                    parameters[0], parameters[1], parameters[2], errors[1] * spread, errors[2] * spread);
            return model.judged();
        } catch (MathIllegalStateException | SingularMatrixException lost) {
            return refused("the search for its parameters did not end");
        }
    }

    private static Search refused(String why) {
        return new Search(null, why);
    }

    private Search judged() {
        if (sigma < -2 * sigmaError || kappa < -2 * kappaError) {
            return refused("more workers do more than in proportion, which it does not know");
        }
        return new Search(this, "");
    }

    private static Optimum search(double[] workers, double[] throughput) {
        double best = 0;
        for (int at = 0; at < workers.length; at++) {
            best = Math.max(best, throughput[at] / workers[at]);
        }
        return new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(new double[] {best, 0.01, 0.0001})
                        .target(throughput)
                        .model(point -> values(workers, point.toArray()))
                        .maxEvaluations(MOST_STEPS)
                        .maxIterations(MOST_STEPS)
                        .build());
    }

    private static Pair<org.apache.commons.math3.linear.RealVector, org.apache.commons.math3.linear.RealMatrix> values(
            double[] workers, double[] parameters) {
        double[] values = new double[workers.length];
        double[][] slopes = new double[workers.length][];
        for (int at = 0; at < workers.length; at++) {
            double n = workers[at];
            double below = 1 + parameters[1] * (n - 1) + parameters[2] * n * (n - 1);
            double value = parameters[0] * n / below;
            values[at] = value;
            slopes[at] = new double[] {n / below, -value * (n - 1) / below, -value * n * (n - 1) / below};
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
    }

    /** {@return what so many workers do} */
    public double at(double workers) {
        return lambda * workers / (1 + sigma * (workers - 1) + kappa * workers * (workers - 1));
    }

    /** {@return the number of workers beyond which more of them do less; infinite where there is none} */
    public double peak() {
        return kappa <= 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - sigma) / kappa);
    }
}
