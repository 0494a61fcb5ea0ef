// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import poolmark.pool.wire.Codec;

/** The functions that workers of one kind were sent last, by the names under which others make them ready. Thread-safe. */
final class FunctionNames {

    /** Longer ones are not worth a place on a command line. */
    private static final int LONGEST = 1 << 10;

    private final int most;
    private final Set<String> names = new LinkedHashSet<>();

    /** Remembers so many. */
    FunctionNames(int most) {
        this.most = most;
    }

    /** Adds an encoded function; one that is no lambda has no name and is left out. */
    synchronized void add(byte[] function) {
        String name = Codec.bodyOf(function);
        if (name != null && name.length() <= LONGEST && names.add(name) && names.size() > most) {
            names.remove(names.iterator().next());
        }
    }

    /** Oldest first. */
    synchronized List<String> list() {
        return List.copyOf(names);
    }
}
