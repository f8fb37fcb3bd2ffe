/**
 * {@code /perf/1.0.0} (libp2p/specs perf, r0): how many bytes a second a connection carries.
 *
 * <p>Guarantees: what is downloaded begins only when everything uploaded has come, so that the two
 * can be told apart; a number of bytes that differs fails the measurement.
 *
 * <p>Bounds: {@link org.meshwork.libp2p.protocol.perf.PerfSettings}; what waits to be sent on a
 * stream is the stream's bound.
 *
 * <p>Decisions: nobody is served unless a program asks for it, since a peer could keep the node
 * busy; the bytes are zeros.
 */
package org.meshwork.libp2p.protocol.perf;
