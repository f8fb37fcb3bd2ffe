/**
 * Protocols that hosts speak, each a package, and what they have in common: messages behind their
 * length, and bounds on what a peer may have open.
 */
package org.meshwork.libp2p.protocol;
