// SPDX-License-Identifier: Apache-2.0
/** Rulers: work that is always the same, by which a run notices that its machine is not. */
package poolmark.bench.ruler;
