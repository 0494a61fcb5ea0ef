// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/**
 * Stands for an exception of a task that could not be rebuilt in the parent, because its class is missing here, is not
 * serialisable or was refused by the pool's filter. Its message is the remote stack trace.
 */
public final class RemoteTaskException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String className;
    private final String remoteMessage;
    private final String remoteTrace;

    RemoteTaskException(String className, String remoteMessage, String remoteTrace) {
        super(remoteTrace, null, true, false);
        this.className = className;
        this.remoteMessage = remoteMessage;
        this.remoteTrace = remoteTrace;
    }

    /**
     * Class of the exception in the worker.
     *
     * @return its binary name
     */
    public String className() {
        return className;
    }

    /**
     * Message of the exception in the worker.
     *
     * @return the message, or null where it had none
     */
    public String remoteMessage() {
        return remoteMessage;
    }

    /**
     * The stack trace as the worker would have printed it, causes included.
     *
     * @return several lines of text
     */
    public String remoteTrace() {
        return remoteTrace;
    }
}
