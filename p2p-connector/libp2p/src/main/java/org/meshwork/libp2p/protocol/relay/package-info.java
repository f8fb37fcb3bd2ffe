/**
 * Circuit relay v2: {@code /libp2p/circuit/relay/0.2.0/hop} and {@code …/stop} (libp2p/specs relay,
 * circuit-v2, r3). Peers that can't be reached have a reservation at a relay, and are reached over
 * it.
 *
 * <p>Parts: the messages ({@code HopMessage}, {@code StopMessage} and what is in them); the relay,
 * {@link org.meshwork.libp2p.protocol.relay.RelayServer}, with its table of reservations and its
 * circuits; the client, {@link org.meshwork.libp2p.protocol.relay.CircuitTransport}, which is a
 * transport as any other, on channels that are streams over the relay ({@code StreamChannel}).
 *
 * <p>Guarantees: a relay serves no peer over a relayed connection, and connects nobody to itself or
 * to whom has no reservation; a reservation ends with the peer's last direct connection; a circuit
 * forwards a piece only when the one before has been taken, each way on its own, and is reset when
 * its time or its bytes are over. A client is reached only over relays where it has asked for it;
 * who is at the other end is proven by the upgrade, whatever the relay says; a reservation is
 * renewed after three quarters of its time, and asked for again, with pauses, when it was lost.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.relay.RelaySettings} and {@link
 * org.meshwork.libp2p.protocol.relay.CircuitSettings}; messages of 4 KiB, 32 addresses of a
 * reservation; four requests of a peer beyond its circuits.
 *
 * <p>Decisions: a peer has one reservation, which renewing replaces, and hears the same answer
 * again within 10 seconds, since a voucher costs a signature; IPv6 peers of a /64 count as one
 * network; connections are limited when the relay says that it limits them, so that a network's own
 * relay without limits is a full substitute for what can't be reached. A voucher that is not good
 * is logged, since nobody asks for vouchers yet. The event loop of a circuit is its connection's,
 * which has to be one of Netty's.
 *
 * <p>Non-goals: version 1, relays that dial on request ("active relay"), circuits over several
 * relays, finding relays, limits by autonomous system.
 */
package org.meshwork.libp2p.protocol.relay;
