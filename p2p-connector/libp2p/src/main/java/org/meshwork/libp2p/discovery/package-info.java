/**
 * How peers are found before anybody knows them: {@code mdns} on the local network, {@code
 * bootstrap} by addresses that are given. Peers that know others tell of them by protocols: the
 * hash table {@code protocol.kad}, and {@code protocol.rendezvous}.
 */
package org.meshwork.libp2p.discovery;
