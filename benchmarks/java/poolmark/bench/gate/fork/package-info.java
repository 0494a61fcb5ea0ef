// SPDX-License-Identifier: Apache-2.0
/** One measuring process of one of two jars: how it is started, watched, and what it measured. */
package poolmark.bench.gate.fork;
