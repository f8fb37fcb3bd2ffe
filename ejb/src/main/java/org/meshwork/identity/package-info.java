/**
 * Who may do what on this node. Users and their passwords are the server's (ADR 0004); the node
 * knows roles only.
 *
 * <p>Guarantees: every operation that changes something names the roles that may call it; nothing
 * is open to anonymous callers.
 *
 * <p>Non-goals, until an issue asks for them: keys, members of the mesh.
 */
package org.meshwork.identity;
