/**
 * How many streams share one secured channel (libp2p/specs connections, "Stream multiplexing").
 * Each way is a {@link org.meshwork.libp2p.muxer.Muxer}.
 */
package org.meshwork.libp2p.muxer;
