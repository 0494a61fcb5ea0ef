// SPDX-License-Identifier: Apache-2.0
/** What the machine itself can do, with two bare JVMs and no native code: below that no pool can come. */
package poolmark.bench.peers.driver.floor;
