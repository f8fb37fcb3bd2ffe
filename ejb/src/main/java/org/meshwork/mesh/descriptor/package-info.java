/**
 * What a node says of itself: a signed, expiring statement of what it can do, how much room it has,
 * where it is and which data it accepts. No price.
 *
 * <p>Guarantees: {@link org.meshwork.mesh.descriptor.DescriptorIntake} gives a verdict to whatever
 * bytes arrive, and raises nothing; what it accepts was signed by the node it describes, has not
 * expired, and is newer than everything that was accepted from that node before. {@link
 * org.meshwork.mesh.descriptor.DescriptorPublishing} issues one when something notable changes, at
 * most one a second, and the same anew about every third of the time to live.
 *
 * <p>Bounds: 16,000 bytes a statement, 1 KiB around it, 256 skills, 64 models, 64 labels, 10
 * minutes to live, nesting 16 deep, 20,000 sequence numbers remembered. Who is able to flood a node
 * with that many new identities can make it forget a number; a replayed descriptor is then taken
 * until it expires, and no longer.
 *
 * <p>Decisions: JSON, so that administrators can read it. Members that are not known are ignored,
 * so that new ones need no new version; another {@code version} is refused. Sequence numbers begin
 * at the milliseconds of the clock and count up by one, less than one a millisecond, so that a node
 * which starts again goes on above what it has issued. Verdicts, not exceptions: rejections are
 * expected. A statement from ahead of the clock is refused and not remembered, so that a node whose
 * clock was wrong is heard again once it is right.
 *
 * <p>Non-goals: the envelope and its keys ({@link org.meshwork.mesh.descriptor.Signatures} is the
 * port), gossip, whether what a node says is true.
 */
package org.meshwork.mesh.descriptor;
