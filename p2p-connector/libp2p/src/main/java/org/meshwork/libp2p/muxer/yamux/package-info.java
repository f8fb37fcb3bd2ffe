/**
 * Streams on one channel of plain bytes: {@code /yamux/1.0.0} (libp2p/specs yamux).
 *
 * <p>Guarantees: bytes arrive in order or the stream fails; a stream whose reader is slow stops its
 * own sender and no other; streams that have something to send take turns, a frame of at most
 * 65,507 bytes each, so that header and data fill a Noise message; whatever the peer sends, the
 * session either goes on within its bounds or ends with a go-away frame and a typed reason. All
 * state is confined to the channel's event loop; the methods of streams and sessions hop onto it.
 *
 * <p>Bounds, of one connection: {@link org.meshwork.libp2p.muxer.yamux.YamuxSettings} for streams,
 * windows and keep-alive; 256 streams of either side that are not acknowledged: ours wait, the
 * peer's are refused; 256 KiB of a stream's data before its reader takes any, and more only as the
 * reader keeps up; 16 MiB waiting to be sent on a stream; 256 KiB waiting in the channel, and 1 MiB
 * of frames that the peer's frames call for. Pings 64 at once and 10 a second, streams that the
 * peer resets or that are refused 2,048 and 200, frames that do nothing 1,024 and 100. Data for
 * streams that were reset here is dropped, up to what their windows allowed. An idle connection
 * holds no buffers.
 *
 * <p>Decisions. A write completes at once while no more than two frames wait on the stream, or else
 * when so few are left; so a writer that awaits each write keeps the channel busy. A window doubles
 * when its reader takes half of it within two round trips, as pings measure them: then the window
 * is what limits the peer. It never shrinks while the stream lasts. Streams are acknowledged when
 * the acceptor takes them. A graceful end refuses new streams with a reset and sends go-away only
 * when the last stream has ended, because some implementations drop every stream when they hear it;
 * then it leaves it to the peer to close, for five seconds, so that nothing is lost on its way. Ids
 * may come out of order by 512, since implementations with threads open streams that way. Unknown
 * versions, types, flags and flags that don't go together end the session.
 *
 * <p>Non-goals: priorities, closing streams that are silent, windows of the whole connection (the
 * protocol has none).
 */
package org.meshwork.libp2p.muxer.yamux;
