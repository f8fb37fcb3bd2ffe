/**
 * What peers and rendezvous points say to each other (libp2p/specs rendezvous, "Protobuf").
 *
 * <p>Guarantees: whatever comes, the decoder returns a value or throws {@link
 * org.meshwork.libp2p.multiformats.InputRefused}. A message has the part that its type names.
 *
 * <p>Bounds: 1 MiB a message, 1,024 registrations of an answer, 64 bytes a cookie; above these it
 * is refused. Texts of a status are cut at 256 characters.
 *
 * <p>Decisions: what a registration says is not judged here, so that a rendezvous point can answer
 * with the status for what is wrong. A time above 2^31 - 1 seconds counts as that. A status that is
 * not known here is {@code UNKNOWN}; none at all is {@code OK}, the default of the enumeration.
 *
 * <p>Non-goals: the field {@code id} of a request to unregister, which the specification has given
 * up.
 */
package org.meshwork.libp2p.protocol.rendezvous.wire;
