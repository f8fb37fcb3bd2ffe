/**
 * What a connection and its streams are, whatever carries them (libp2p/specs connections): the
 * ports that transports and muxers fill, and that hosts and protocols stand on.
 *
 * <p>Threads: a connection has one event loop. Methods may be called from any thread unless they
 * say otherwise; readers and acceptors are called on the connection's event loop and must not block
 * there. Bytes are Netty's {@link io.netty.buffer.ByteBuf}: who is handed one owns it, and releases
 * it or hands it on.
 *
 * <p>Back pressure goes both ways: a write's stage completes when there is room for more, and what
 * a paused reader doesn't take makes the peer stop, within the bounds of the muxer.
 */
package org.meshwork.libp2p.connection;
