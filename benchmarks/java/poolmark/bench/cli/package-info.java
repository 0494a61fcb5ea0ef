// SPDX-License-Identifier: Apache-2.0
/** What was typed, and what it means: our options beside all of JMH's, profiles, and the lists and help that JMH gives. */
package poolmark.bench.cli;
