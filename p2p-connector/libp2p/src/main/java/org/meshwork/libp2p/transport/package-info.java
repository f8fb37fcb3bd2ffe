/**
 * How peers are reached: each way is a {@link org.meshwork.libp2p.transport.Transport}, and all of
 * them pass the same tests. Transports of plain bytes share one upgrade: private network, security,
 * muxer (libp2p/specs connections, "Upgrading connections").
 */
package org.meshwork.libp2p.transport;
