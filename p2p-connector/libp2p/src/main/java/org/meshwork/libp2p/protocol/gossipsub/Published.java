package org.meshwork.libp2p.protocol.gossipsub;

import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;

/**
 * @param peers that the message was queued for at once; others hear of it by gossip, if it was the
 *     first with its id
 */
public record Published(MessageId id, int peers) {}
