/**
 * {@code /libp2p/dcutr} (libp2p/specs relay, DCUtR, r1): direct connections instead of those over a
 * relay, by dialling, and else by punching holes into the firewalls on both sides at once.
 *
 * <p>Guarantees: the side that was called over a relay begins, once identify has answered: it dials
 * the addresses that the caller tells, and else agrees with it on a moment, half a round trip after
 * {@code SYNC}, up to three times. Then both send to all addresses of the other, over TCP as a
 * simultaneous open in which the caller is the client, over QUIC the caller dials and the called
 * sends random packets. Whatever direct connection comes about ends the attempts, and the relayed
 * one is closed gracefully after a time of grace; new streams prefer the direct one at once. Where
 * none comes about the relayed one stays as it is.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.dcutr.DcutrSettings}; messages of 4 KiB; one
 * attempt with a peer at a time; as many attempts of a peer on a relayed connection as of this
 * side. A peer can make this side send to public sockets of TCP and QUIC only, and to few of them.
 *
 * <p>Decisions: this side tells what its host tells, and where peers connected without a relay say
 * that they see it: over QUIC as it is, and over TCP with the port where it listens, from which
 * holes are punched and which most NATs keep. A stream on a connection that this side was called
 * on, or that leads over no relay, is reset.
 *
 * <p>Non-goals: predicting the ports of symmetric NATs; moving streams that are open.
 */
package org.meshwork.libp2p.protocol.dcutr;
