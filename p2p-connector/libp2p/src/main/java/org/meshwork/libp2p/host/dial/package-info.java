/**
 * How a host reaches a peer at one of many addresses: names are resolved, the gater is asked,
 * addresses are ranked, and tried one beside the other (RFC 8305, "Happy Eyeballs").
 *
 * <p>Guarantees: whoever wants the same peer at once shares one dial; the first connection ends all
 * other attempts, and what they held is freed; an attempt that this side gave up is held against
 * nobody.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.host.dial.DialSettings} for peers, addresses and time;
 * dials are a {@link org.meshwork.libp2p.host.resources.Resource}, and an attempt above its limit
 * waits for another to end; 8,192 failures are remembered.
 *
 * <p>Decisions: the next address is tried after 250 ms, and at once when the last attempt has
 * failed. Direct comes before relayed, near before public (near is where this host listens itself,
 * else it comes last), QUIC before TCP before WebSockets; IPv6 and IPv4 take turns. A peer at an
 * address that failed is left alone for 5 seconds, twice as long after each further failure, 5
 * minutes at most, less up to a half by chance; so is a peer all of whose known addresses failed,
 * until another becomes known. A connection ends both, whichever side dialled. Who hands addresses
 * in has them tried all the same.
 *
 * <p>Non-goals: simultaneous open of TCP, which is agreed on by DCUtR and dialled by a {@code
 * HolePuncher}; any other dial comes from a port of its own, where no second one can meet it.
 */
package org.meshwork.libp2p.host.dial;
