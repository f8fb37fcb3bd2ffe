/**
 * What peers of the distributed hash table say to each other (libp2p/specs kad-dht, "RPC
 * messages"): one message for requests and answers, with records and peers in it.
 *
 * <p>Guarantees: a message that is read is within the bounds below, its peers have ids of keys, its
 * addresses can be read here, and whatever comes, the decoder returns a value or throws {@link
 * org.meshwork.libp2p.multiformats.InputRefused}.
 *
 * <p>Bounds: 1 MiB a message, 512 bytes a key, 64 KiB a value, 64 closer peers; above these it is
 * refused. 256 providers, and 16 addresses of at most 256 bytes for each peer; what comes beyond
 * these is left out, because honest peers send as many as they know.
 *
 * <p>Decisions: peers whose id, and addresses that can't be read here, are left out, as the rest of
 * the message is as good as before; a message without type is a {@code PUT_VALUE}, which is the
 * default of the specification; the cluster level is neither written nor read.
 *
 * <p>Non-goals: which fields a request must have, which is for those who answer it.
 */
package org.meshwork.libp2p.protocol.kad.wire;
