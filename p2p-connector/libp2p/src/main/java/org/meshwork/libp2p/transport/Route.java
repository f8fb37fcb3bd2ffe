package org.meshwork.libp2p.transport;

import org.meshwork.libp2p.multiformats.Multiaddr;

/** Between which places a channel leads, and who made it. */
record Route(
    String transport, Multiaddr localAddress, Multiaddr remoteAddress, boolean isInitiator) {}
