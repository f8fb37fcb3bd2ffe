package org.meshwork.libp2p.host.dial;

import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Transport;

/** An address to try, and how. */
record Candidate(Multiaddr address, Transport transport) {}
