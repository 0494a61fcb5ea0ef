// SPDX-License-Identifier: Apache-2.0
package poolmark.bench.cli;

/** The input is wrong. The message is one line for the person who typed it and says what to do. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what is wrong and what to do
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * Makes one with a cause, which is shown under {@code --debug} only.
     *
     * @param message what is wrong and what to do
     * @param cause how it was noticed
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
