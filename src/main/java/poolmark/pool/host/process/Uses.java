// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import poolmark.pool.host.line.SharedFile;
import poolmark.pool.wire.ObjectBytes;

/**
 * What workers are used for beyond calls and plain values, each of which takes classes of the JDK that others do without.
 *
 * @param objects objects travel that Java serialization has to write, such as what a task throws
 * @param memory memory is shared
 */
record Uses(boolean objects, boolean memory) {

    static final Uses ALL = new Uses(true, true);

    /** What this process has used its workers for so far. */
    static Uses soFar() {
        return new Uses(ObjectBytes.isInUse(), SharedFile.isInUse());
    }

    /** All that either is used for. */
    Uses and(Uses other) {
        return new Uses(objects || other.objects, memory || other.memory);
    }

    /** The name of an archive for what is used so, of that for what is not used for any of it. */
    String in(String name) {
        return name + (objects ? "-objects" : "") + (memory ? "-memory" : "");
    }

    /** Whether nothing of the other is missing here. */
    boolean cover(Uses other) {
        return and(other).equals(this);
    }
}
