// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

import java.io.ObjectInputFilter;

/**
 * Filters for {@link LaunchOptions#serialFilter}, for tasks whose results are not trusted.
 *
 * <p>Without any, a frame that lies about lengths is refused before anything is allocated, arrays longer than what was sent
 * and graphs deeper than ten thousand objects are refused, and the JVM's own filter ({@code jdk.serialFilter}) applies; but
 * every serialisable class on the class path of this process may be rebuilt, which lets a hostile worker run code in it
 * through the classes known as gadgets.
 */
public final class SerialFilters {

    /**
     * Deep enough for what tasks return, and too flat for nested sets that take for ever to hash; ten million references
     * and a gigabyte are more than results of that kind have.
     */
    private static final String PLAIN_VALUES = "maxdepth=30;maxrefs=10000000;maxbytes=1073741824;maxarray=268435456;"
            + "java.lang.*;java.math.*;java.time.*;java.util.*;java.util.concurrent.*;!*";

    private SerialFilters() {}

    /**
     * Lets pass what the JDK's own packages for values hold: boxed values, strings, arrays, big numbers, dates, collections and
     * the exceptions of these packages. A result of any other class fails its task with
     * {@link NotSerializableTaskException}; an exception of any other class arrives as a {@link RemoteTaskException}. Numbers,
     * strings and primitive arrays alone do not go through Java serialization at all.
     *
     * @return a filter without state, for any number of pools
     */
    public static ObjectInputFilter plainValues() {
        return ObjectInputFilter.Config.createFilter(PLAIN_VALUES);
    }
}
