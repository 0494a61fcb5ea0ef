// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.host;

/** A worker as messages name it. */
public interface Identified {

    /** Its name. */
    String name();

    /** Its process id; 0 where it could not be started. Blocks until the operating system has started it or refused. */
    long pid();
}
