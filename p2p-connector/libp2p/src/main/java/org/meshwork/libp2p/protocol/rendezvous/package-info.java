/**
 * {@code /rendezvous/1.0.0} (libp2p/specs rendezvous, r3): peers register at a rendezvous point in
 * namespaces, and find there who else has.
 *
 * <p>Three parts. Wire: {@code rendezvous.wire}. Connection: one request on a stream of its own, by
 * {@link org.meshwork.libp2p.protocol.rendezvous.RendezvousClient} and {@link
 * org.meshwork.libp2p.protocol.rendezvous.RendezvousServer}. Policy: {@code Answers} (what the
 * point takes and tells), {@code Cookies}, the port {@link
 * org.meshwork.libp2p.protocol.rendezvous.RegistrationStore}, and {@link
 * org.meshwork.libp2p.protocol.rendezvous.RendezvousRegistration} (staying registered).
 *
 * <p>Guarantees: the point takes registrations of nobody but the peer that is connected, with its
 * own signature, and hands them on as they came; nothing is told after its time. A client believes
 * records with a good signature alone, in the namespace that it has asked for. A cookie is of one
 * point, as long as that runs, and of one namespace: any other is refused, as the specification has
 * it ({@code E_INVALID_COOKIE}), and so is one that was changed.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.rendezvous.RendezvousSettings}; 255 bytes a
 * namespace, 2 to 72 hours a registration, 1,000 registrations a peer and an answer, as the
 * specification recommends; 100,000 registrations and 64 MiB of records in memory; 18 KiB a
 * request, 1 MiB an answer; a page of {@code discoverAll} at most 64 times.
 *
 * <p>Decisions: a registration that is renewed counts as new, so that who pages hears of it again.
 * A time of 0 asks for the default, as go-libp2p's clients do. Too many registrations of a peer are
 * {@code E_NOT_AUTHORIZED}, a full point is {@code E_UNAVAILABLE}. A registration is renewed when
 * three quarters of its time are over, and when the host listens elsewhere; chance takes up to an
 * eighth.
 *
 * <p>Non-goals: keeping registrations over a restart, which is for a store behind the port; points
 * that tell each other; what stops many names of one operator (specs issue 341).
 */
package org.meshwork.libp2p.protocol.rendezvous;
