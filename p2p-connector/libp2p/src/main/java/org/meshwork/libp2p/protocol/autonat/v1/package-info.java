/**
 * {@code /libp2p/autonat/1.0.0} (libp2p/specs autonat-v1, r1): a server dials whoever asks, and
 * says whether that worked.
 *
 * <p>Guarantees: a server dials only the IP address that the request came from, by its own
 * transports, and only for the peer that asked, whose key must answer; never for a request that
 * came through a relay. Who asks for another peer, or says what is no request, hears {@code
 * E_BAD_REQUEST}; whose addresses may not be dialled, or who asks too often, {@code
 * E_DIAL_REFUSED}. Only {@code OK} and {@code E_DIAL_ERROR} count for the client.
 *
 * <p>Bounds: 8 KiB a message, 128 addresses, of which 8 are dialled; 2 incoming streams a peer;
 * {@link org.meshwork.libp2p.protocol.autonat.ServingSettings}.
 *
 * <p>Decisions: the addresses are dialled at once and the first that works ends it; the address of
 * the connection itself is not dialled, because its port is the client's for that connection alone;
 * each connection is made anew, and closed as soon as it is there.
 *
 * <p>Non-goals: proving that the server has dialled (version 2).
 */
package org.meshwork.libp2p.protocol.autonat.v1;
