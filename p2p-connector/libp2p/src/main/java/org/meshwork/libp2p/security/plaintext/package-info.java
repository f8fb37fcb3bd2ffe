/**
 * Connections that are not secured: {@code /plaintext/2.0.0} (libp2p/specs plaintext), for
 * simulations and for tests that want to see bytes as they are.
 *
 * <p>Guarantees: a peer's id is that of the key it names; nothing says that the key is its own.
 *
 * <p>Bounds: an exchange of at most 4,096 bytes; its time is the caller's to bound.
 */
package org.meshwork.libp2p.security.plaintext;
