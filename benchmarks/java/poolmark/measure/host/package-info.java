// SPDX-License-Identifier: Apache-2.0
/**
 * What the operating system tells of the machine, read from its files and never changed. Everything here takes the root
 * of the file system, so that it can be shown other machines; null means that this system does not tell.
 */
package poolmark.measure.host;
