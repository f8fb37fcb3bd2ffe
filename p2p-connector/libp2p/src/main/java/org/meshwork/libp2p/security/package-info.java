/**
 * How the two ends of a connection prove who they are and keep others from reading along
 * (libp2p/specs connections, "Upgrading connections"). Each way is a {@link
 * org.meshwork.libp2p.security.SecureChannel}.
 */
package org.meshwork.libp2p.security;
