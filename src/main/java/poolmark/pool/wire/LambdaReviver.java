// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

/** Makes an object of a lambda's body. The worker has one; the parent, which rebuilds no lambdas from their parts, has not. */
public interface LambdaReviver {

    /** An object of the interface {@link LambdaBody#type()} that calls the body. */
    Revived revive(LambdaBody body) throws UntransferableException;

    /** What a reviver makes. */
    interface Revived {

        /** What it calls. */
        LambdaBody body();
    }
}
