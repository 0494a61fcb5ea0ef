// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A part of the contract whose tests leave their pool as they found it, and so share one. */
abstract class SharedPoolContract extends PoolContract {

    static final int WORKERS = 2;

    ProcessPool pool;

    @BeforeAll
    void openPool() throws InterruptedException {
        pool = openReady(builder(WORKERS), WORKERS);
    }

    @AfterAll
    void closePool() {
        pool.close();
    }
}
