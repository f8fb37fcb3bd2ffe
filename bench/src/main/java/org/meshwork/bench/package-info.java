/**
 * Measures a node that runs on this machine against the bars set for it, each beside what it is
 * compared with, in the same run and by turns. Results go to {@code bench/RESULTS.md}.
 *
 * <p>Non-goals: tests. A benchmark never fails because a bar is missed; the table says so.
 */
package org.meshwork.bench;
