/**
 * {@code /meshsub/1.2.0}, {@code /meshsub/1.1.0}, {@code /meshsub/1.0.0} and, for peers that know
 * nothing better, {@code /floodsub/1.0.0} (libp2p/specs pubsub, r3; gossipsub 1.0, 1.1 r8 and 1.2
 * r1): messages to all who have subscribed to a topic, by a mesh of few peers that exchange them
 * whole, and gossip about them among the others.
 *
 * <p>Three parts: {@link org.meshwork.libp2p.protocol.gossipsub.wire} reads and writes RPCs; {@code
 * Links}, {@code InboundRpcs} and {@code RpcQueue} have one stream to each peer and one from it;
 * {@code Router} with {@code Mesh}, {@code Gossip}, {@code Publishing} and {@code Receiving} decide
 * what to say to whom, and {@link org.meshwork.libp2p.protocol.gossipsub.score} what to think of
 * them.
 *
 * <p>Guarantees: a listener hears a message once within the time that messages are known, after its
 * signature was checked and the application's validator has accepted it; what is refused is not
 * passed on; a forged message doesn't keep the author's own with the same id out; whoever is below
 * a threshold is treated as the specification says; after {@link
 * org.meshwork.libp2p.protocol.gossipsub.GossipSub#close} nothing is left in the host.
 *
 * <p>Threads and time: all state lives on the host's executor, with its ticker; RPCs are decoded on
 * the connections' event loops. Signatures are made and checked on the executor, where they take
 * most of its time: some thousand messages a second.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.gossipsub.BoundSettings} for RPCs, queues, topics,
 * known and kept messages, and validation; {@link
 * org.meshwork.libp2p.protocol.gossipsub.GossipSettings} for what a peer may tell, ask and refuse
 * between heartbeats. A peer is not read while RPCs of it wait for the executor. One that is slow
 * is not told of messages first, then loses messages and score, and at last its stream, so that it
 * starts anew.
 *
 * <p>Decisions: a stream is opened to every peer that connects, without waiting for identify, and
 * again with growing pauses where it fails; a peer that subscribes is grafted at once where the
 * mesh is below {@code D_lo}; own messages that come back are neither heard nor held against who
 * brings them; large messages are refused (IDONTWANT) only after their signature was checked; a
 * message that finds the validators busy is dropped as if it had not come, so that gossip may bring
 * it later; IPv6 peers of one /64 are at one place, peers of this machine and behind relays at
 * none.
 *
 * <p>Beware of ids: js-libp2p names messages by the author's key where the specification has its
 * peer id, so that its nodes and others exchange messages in meshes, but nothing by gossip, unless
 * one side is told to do as the other: {@link
 * org.meshwork.libp2p.protocol.gossipsub.MessageIds#BY_KEY}.
 *
 * <p>Non-goals: discovery of peers but by their peers' proposals, which need certified records from
 * whoever keeps them ({@link org.meshwork.libp2p.protocol.gossipsub.Surroundings#records()});
 * replays after messages are forgotten, which only a validator that knows the application can tell;
 * gossipsub 1.3's extensions, episub, topic descriptors.
 */
package org.meshwork.libp2p.protocol.gossipsub;
