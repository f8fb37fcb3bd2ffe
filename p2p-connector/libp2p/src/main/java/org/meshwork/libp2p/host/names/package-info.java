/**
 * From names to addresses that can be dialled: {@code /dns}, {@code /dns4}, {@code /dns6} by
 * address records, {@code /dnsaddr} by texts (libp2p/specs addressing;
 * multiaddr/protocols/DNSADDR.md).
 *
 * <p>Guarantees: a text counts only if it ends as the address that is resolved ends, so that {@code
 * /dnsaddr/example.org/p2p/…} leads to that peer alone; what is no address is passed over; a name
 * that isn't answered doesn't hide those that are.
 *
 * <p>Bounds: 4 texts that lead to each other, 32 queries and 32 addresses for one address, 64
 * records of an answer.
 *
 * <p>Decisions: {@link org.meshwork.libp2p.host.names.NameResolver} is a port; the real one is
 * Netty's, which needs no thread of its own. A name in front of TLS is kept as {@code /sni}, for
 * the server's certificate.
 *
 * <p>Non-goals: names that are not at the beginning; DNSSEC, since peers prove who they are.
 */
package org.meshwork.libp2p.host.names;
