/**
 * Keys of peers: Ed25519, secp256k1, ECDSA and RSA of 2,048 to 8,192 bits.
 *
 * <p>Guarantees: a public key has one encoding, or a peer would have two names, and other encodings
 * are refused; a point that is not on its curve is refused; a private key is refused unless it fits
 * the public key beside it; signatures of elliptic curves need no randomness (RFC 6979, RFC 8032)
 * and those of secp256k1 are low (BIP 62); checking a signature answers yes or no, whatever the
 * bytes; no private key shows itself in a text or a failure. Bounds: 2 KiB a public key, 8 KiB a
 * private one, 16 KiB of PEM.
 *
 * <p>Specifications: libp2p/specs peer-ids, "Keys"; RFC 5208 and 5958 (PKCS#8), 5280 (public keys),
 * 5915 (EC private keys), 8017 (RSA), 8410 (Ed25519 in both).
 *
 * <p>Decisions (ADR 0013): RSA is the JDK's; curves are Bouncy Castle's, without its provider,
 * because the JDK has no secp256k1, can't tell a public key from a private one, and takes about ten
 * times as long over Ed25519. DER is read by hand: a dozen shapes, each strict and without
 * recursion. The signatures that certificates are made with ({@link
 * org.meshwork.libp2p.crypto.SignatureAlgorithm}) are the JDK's: more algorithms than keys of peers
 * have, and no need for speed.
 *
 * <p>Non-goals: encrypted key files, certificates themselves, keys in hardware, wiping keys from
 * memory.
 */
package org.meshwork.libp2p.crypto;
