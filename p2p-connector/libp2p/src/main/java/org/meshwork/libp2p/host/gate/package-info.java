/**
 * Who may be connected: the port {@link org.meshwork.libp2p.host.gate.ConnectionGater}, and lists
 * of peers and subnets behind it.
 *
 * <p>Guarantees: an address is judged before it is dialled and before a peer's handshake is
 * answered, and a peer once it has proven who it is; who is refused has no stream.
 *
 * <p>Bounds: 65,536 entries; a change costs their number, and asking the number of subnets.
 *
 * <p>Decisions: denial counts more than permission; an IPv4 address within IPv6 is judged as the
 * IPv4 address that it is; behind a relay it is the relay's address that is judged.
 *
 * <p>Non-goals: judging behaviour; that is for those who see it, and who may deny a peer here.
 */
package org.meshwork.libp2p.host.gate;
