/**
 * Tasks: what was asked of the node, how far it is, and how it ended.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>A task whose submission returned is in the database, and stays until it has ended. A crash
 *       at any instruction ends in a retry or in a recorded failure.
 *   <li>At most one run of a task has effect. A run owns its row by node and attempt, under a lease
 *       that it renews; whatever it writes carries that ownership as a condition, so that a run
 *       which lost its lease changes nothing ({@link org.meshwork.tasks.LeaseLost}).
 *   <li>Events of a task have ids in the order of their commits: each is inserted after its
 *       transaction has locked the task's row.
 * </ul>
 *
 * <p>Decisions (ADR 0008): row first, hint after. The row alone says what is to be done. A JMS
 * message is sent after the commit, is not persistent, and carries an id; it wakes whoever looks at
 * the row. A hint that is lost costs one {@code meshwork.tasks.reconcile-interval}; a doubled one
 * finds the row claimed. A hint in the dead-letter queue says that five attempts to look at a row
 * have failed, such as while the database was away; the row is hinted at again by the reconciler,
 * so the message can be deleted.
 *
 * <p>Non-goals: XA; work on other nodes, until an issue brings the mesh; delivery of results to
 * anything but the row.
 */
package org.meshwork.tasks;
