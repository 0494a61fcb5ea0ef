// SPDX-License-Identifier: Apache-2.0
package poolmark.pool;

/** How a worker process comes into being. */
public enum StartMethod {

    /** A fresh JVM is started when the worker is needed (Python's {@code spawn}). */
    SPAWN("Spawn"),

    /**
     * A JVM that was started ahead of need is taken where one waits, else a fresh one is started; those taken are made
     * up for in the background. Comparable to Python's {@code forkserver}: the first use pays what {@link #SPAWN}
     * pays, the following ones do not.
     */
    STANDBY("Standby");

    private final String label;

    StartMethod(String label) {
        this.label = label;
    }

    /** First part of the default name of workers that are started in this way. */
    String label() {
        return label;
    }
}
