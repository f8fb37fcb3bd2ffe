/**
 * Multicast DNS (libp2p/specs discovery/mdns, r2; RFC 6762): peers on one local network find each
 * other with nothing set up, by the service {@code _p2p._udp.local}.
 *
 * <p>Three parts. Wire: {@code mdns.wire}. Connection: {@code MulticastSocket}, the group on one
 * network interface, behind the port {@code LocalLink}. Policy: {@code Conversation} (when to ask
 * and to answer), {@code OwnAnswers} and {@code Announcement} (what is said, and what is believed),
 * {@code LinkAddresses} (which addresses make sense on the link), {@code Neighbours} (who is
 * known).
 *
 * <p>Guarantees: nothing is believed of a sender that is not on the link, of this host itself, or
 * of a name whose addresses are of several peers; no address is told or believed that leads off the
 * local network, into a circuit or to port 0; listeners hear of a peer when it is new or somewhere
 * else, not each time it answers; peers are told again once they have not been heard of for as long
 * as they said. The peer store keeps addresses for as long as the peer says, up to a bound.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.discovery.mdns.MdnsSettings}; 16 addresses a peer; above
 * the bound of peers new ones are passed over until others are forgotten, so that a flood of names
 * pushes out none that are known. One answer a second (RFC 6762 section 6), in datagrams of 1,400
 * bytes, each of which stands for itself. Questions come less and less often up to a bound, and
 * anew when the host listens elsewhere.
 *
 * <p>Threads: all of it is on the event loop of its socket, so that a flood of datagrams waits in
 * the kernel, and is lost there.
 *
 * <p>Decisions: an unspecified address that the host listens at stands for those of the interface.
 * A link-local IPv6 address is told without its zone, and believed in the zone of the interface. On
 * a loopback interface loopback addresses are as good as others. Answers go to the group, never to
 * one peer. No goodbye is said, because js-libp2p takes it for a peer; those of others are heeded.
 * A peer's own question is answered by itself, as the specification asks, so that others hear of
 * it.
 *
 * <p>Non-goals: SRV, A and AAAA records, by which tools look services up; suppressing answers that
 * others know; the group of IPv6 (addresses of IPv6 are told in the one of IPv4); several
 * interfaces by one instance; connecting to who is found.
 */
package org.meshwork.libp2p.discovery.mdns;
