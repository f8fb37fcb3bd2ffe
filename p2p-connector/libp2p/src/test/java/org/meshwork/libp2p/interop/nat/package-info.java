/**
 * Nodes behind routers that translate addresses, each in a network of its own: {@code interop/nat}
 * makes the networks, {@link org.meshwork.libp2p.interop.nat.NatPeer} is what runs in them.
 */
package org.meshwork.libp2p.interop.nat;
