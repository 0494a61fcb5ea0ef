// SPDX-License-Identifier: Apache-2.0
/** Whom to ask: this pool, its peers and the floors, how each is started, and how one that is missing is installed. */
package poolmark.bench.peers.rivals;
