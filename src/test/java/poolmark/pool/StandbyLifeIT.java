// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import org.junit.jupiter.api.Nested;

/** How pools and workers live and what they say, with workers from the shelf. */
class StandbyLifeIT {

    @Nested
    class Lifecycles extends LifecycleContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Workers extends WorkerContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Outputs extends OutputContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Listeners extends ListenerContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }

    @Nested
    class Processes extends TaskProcessContract {
        @Override
        StartMethod startMethod() {
            return StartMethod.STANDBY;
        }
    }
}
