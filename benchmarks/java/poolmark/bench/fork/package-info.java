// SPDX-License-Identifier: Apache-2.0
/** What a forked JVM knows of the run it belongs to, and how it notices that its host is gone. */
package poolmark.bench.fork;
