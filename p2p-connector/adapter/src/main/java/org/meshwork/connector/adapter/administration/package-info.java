/**
 * Running the node from within the server: an administered object, which applications have only
 * where the server's administrator binds it.
 *
 * <p>Decisions: blocking is kept in memory, as all of the node is; who wants it to last blocks
 * again at the next start. Statements are signed in a domain of their own for each purpose, so that
 * no envelope of libp2p's own can be had by asking for a signature.
 */
package org.meshwork.connector.adapter.administration;
