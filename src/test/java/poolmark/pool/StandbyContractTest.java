// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import org.junit.jupiter.api.Nested;

/** What a pool does, with workers from the shelf. */
class StandbyContractTest {

    @Nested
    class Maps extends MapContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Imaps extends ImapContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Functions extends FunctionContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Calls extends CallContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Executors extends ExecutorContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }
}
