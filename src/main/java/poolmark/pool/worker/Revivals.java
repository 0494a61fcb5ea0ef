// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.worker;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.concurrent.Callable;
import poolmark.pool.Action;
import poolmark.pool.Job;
import poolmark.pool.Task;
import poolmark.pool.wire.LambdaBody;
import poolmark.pool.wire.LambdaReviver;
import poolmark.pool.wire.UntransferableException;

/**
 * Lambdas that came in parts, as objects of the interfaces they were lambdas of. Plain classes: the first real lambda of a
 * JVM costs as much as half its start.
 */
final class Revivals implements LambdaReviver {

    @Override
    public Revived revive(LambdaBody body) throws UntransferableException {
        return switch (body.type()) {
            case "poolmark/pool/Task" -> new OfTask(body);
            case "poolmark/pool/Job" -> new OfJob(body);
            case "poolmark/pool/Action" -> new OfAction(body);
            case "java/util/concurrent/Callable" -> new OfCallable(body);
            case "java/lang/Runnable" -> new OfRunnable(body);
            default -> throw new UntransferableException("a lambda of type " + body.type() + " came in parts", null);
        };
    }

    private abstract static class Base implements Revived, Serializable {

        private static final long serialVersionUID = 1L;

        private final transient LambdaBody body;

        Base(LambdaBody body) {
            this.body = body;
        }

        @Override
        public LambdaBody body() {
            return body;
        }

        Object callBody() throws Exception {
            try {
                return body.call();
            } catch (Throwable e) {
                throw asException(e);
            }
        }

        Object callBody(Object argument) throws Exception {
            try {
                return body.call(argument);
            } catch (Throwable e) {
                throw asException(e);
            }
        }

        private static Exception asException(Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return thrown instanceof Exception exception
                    ? exception
                    : new IllegalStateException("the task threw neither an exception nor an error", thrown);
        }

        /** Should it travel on, inside a result or to a pool of the task's own, it does so as the lambda it was. */
        Object writeReplace() throws InvalidObjectException {
            return body.toSerializedLambda();
        }
    }

    private static final class OfTask extends Base implements Task<Object, Object> {

        private static final long serialVersionUID = 1L;

        OfTask(LambdaBody body) {
            super(body);
        }

        @Override
        public Object apply(Object argument) throws Exception {
            return callBody(argument);
        }
    }

    private static final class OfJob extends Base implements Job<Object> {

        private static final long serialVersionUID = 1L;

        OfJob(LambdaBody body) {
            super(body);
        }

        @Override
        public Object call() throws Exception {
            return callBody();
        }
    }

    private static final class OfAction extends Base implements Action {

        private static final long serialVersionUID = 1L;

        OfAction(LambdaBody body) {
            super(body);
        }

        @Override
        public void run() throws Exception {
            callBody();
        }
    }

    private static final class OfCallable extends Base implements Callable<Object> {

        private static final long serialVersionUID = 1L;

        OfCallable(LambdaBody body) {
            super(body);
        }

        @Override
        public Object call() throws Exception {
            return callBody();
        }
    }

    private static final class OfRunnable extends Base implements Runnable {

        private static final long serialVersionUID = 1L;

        OfRunnable(LambdaBody body) {
            super(body);
        }

        @Override
        public void run() {
            try {
                callBody();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("a Runnable threw a checked exception", e);
            }
        }
    }
}
