// SPDX-License-Identifier: Apache-2.0
/**
 * What parent and worker both know: frames, the values in them, and how functions, arguments and failures are written
 * down. Imports no other room; both sides of the process boundary meet here and nowhere else.
 */
package poolmark.pool.wire;
