/**
 * Private networks: who does not know a key of 32 bytes can't say a word, and can't tell what is
 * spoken (libp2p/specs pnet, "Pre-shared Key Based Private Networks").
 *
 * <p>Each side sends a nonce of 24 bytes, and after it everything through XSalsa20. The dialler's
 * goes out at once, because some (js-libp2p) wait for it before they say anything. The listener's
 * goes out when the dialler's begins to come: over WebSockets, js-libp2p loses what comes together
 * with the answer to its upgrade.
 *
 * <p>Guarantees: nonces are drawn anew for each channel; the key shows itself in no text. A file of
 * a key is read in the forms {@code /bin/}, {@code /base16/} and {@code /base64/}, and is refused
 * unless it has exactly 32 bytes.
 *
 * <p>Bounds: 512 bytes a key file; no more is kept of a channel than its nonce.
 *
 * <p>Non-goals: authenticity, which is the security channel's above it: what a peer without the key
 * sends comes through as noise, and fails in negotiation. QUIC, which has no place for it.
 */
package org.meshwork.libp2p.security.pnet;
