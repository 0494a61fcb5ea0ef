// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.work;

/**
 * May be implemented by a user's workload whose results are not equal from run to run, or that takes too long to be run
 * once more for what to expect. Without it results must equal those of a serial run.
 *
 * @param <T> type of the arguments
 * @param <R> type of the results
 */
@FunctionalInterface
public interface Verified<T, R> {

    /**
     * Whether a result is right. Called after the clocks have been stopped.
     *
     * @param argument what the task was applied to
     * @param result what came back
     * @return true when it is
     */
    boolean isRight(T argument, R result);
}
