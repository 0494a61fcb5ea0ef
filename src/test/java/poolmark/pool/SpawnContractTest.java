// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import org.junit.jupiter.api.Nested;

/** What a pool does, with a fresh JVM for every worker. */
class SpawnContractTest {

    @Nested
    class Maps extends MapContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }

    @Nested
    class Imaps extends ImapContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }

    @Nested
    class Functions extends FunctionContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }

    @Nested
    class Calls extends CallContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }

    @Nested
    class Executors extends ExecutorContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.SPAWN;
        }
    }
}
