/**
 * What a host has a limited amount of: streams each way, memory, dials; with limits for all
 * together, for each peer and for each protocol.
 *
 * <p>Guarantees: what is above a limit is refused with {@code TOO_MUCH}, before anything is done;
 * what was taken is given back once, however often it is closed; {@link
 * org.meshwork.libp2p.host.resources.Resources#snapshot} shows what is in use.
 *
 * <p>Bounds: an account exists only while it is used.
 *
 * <p>Decisions: memory is what protocols say that they keep, as a number; nothing is measured. One
 * lock for all accounts, since each use is a few additions.
 *
 * <p>Non-goals: rates; who is disconnected when something is short (the connection manager).
 */
package org.meshwork.libp2p.host.resources;
