/**
 * What a Jakarta EE application in the server needs to speak to the mesh, as it speaks to a
 * database or a queue.
 *
 * <p>Outbound: a {@link org.meshwork.connector.MeshConnectionFactory} from JNDI, {@code
 * java:/mesh/ConnectionFactory}, gives {@link org.meshwork.connector.MeshConnection}s out of a
 * pool. Inbound: a message-driven bean that implements {@link
 * org.meshwork.connector.RequestListener}, {@link org.meshwork.connector.TopicListener} or {@link
 * org.meshwork.connector.SkillListener}, bound to the resource adapter, hears of what peers send.
 *
 * <p>{@link org.meshwork.connector.MeshAdministration} is for whoever runs the node.
 *
 * <p>Guarantees: a call that fails says so with a {@link org.meshwork.connector.MeshFailed}, which
 * tells whether to try again, and where. A reply goes out only after the listener's transaction has
 * committed; a listener that rolls back lets the caller try again. Nobody who listens is given more
 * at once than it has asked for: who calls then is told that this node is busy.
 *
 * <p>Bounds: messages of 4 MiB unless the listener says less, and what the pool allows.
 *
 * <p>Non-goals: delivery that outlives a crash of either side, which is what tasks are for; libp2p
 * itself, for which there is {@code org.meshwork.libp2p}.
 */
package org.meshwork.connector;
