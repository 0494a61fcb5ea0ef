// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * A call on a {@link ProcessPool} or {@link TaskProcess} did not give a result. The subclasses are all the reasons there
 * are. Where a worker was involved the message names it, with its process id. From the futures of the asynchronous calls
 * these exceptions come as the cause of an {@code ExecutionException} or {@code CompletionException}.
 */
public abstract sealed class PoolException extends RuntimeException
        permits TaskFailedException,
                WorkerCrashedException,
                TaskTimeoutException,
                NotSerializableTaskException,
                InitializerFailedException,
                PoolClosedException,
                CallInterruptedException {

    private static final long serialVersionUID = 1L;

    PoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
