// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.io.IOException;

/** A value cannot be written down for the other process, or cannot be rebuilt from what was written. */
public final class UntransferableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The message is a sentence for the user, that names the class in the way. */
    public UntransferableException(String message, Throwable cause) {
        super(message, cause);
    }
}
