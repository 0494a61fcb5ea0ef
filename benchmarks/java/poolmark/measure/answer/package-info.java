// SPDX-License-Identifier: Apache-2.0
/** What runs say, in sentences, and the whole report of which every form is made. */
package poolmark.measure.answer;
