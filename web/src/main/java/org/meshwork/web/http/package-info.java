/**
 * What all operations of the REST API share: where it is, how bodies look, how large they may be,
 * who calls, how lists are paged, and what browsers are told.
 *
 * <p>Guarantees: JSON bodies are bounded, and every body in the time that it keeps a thread
 * waiting; a page of another site can change nothing with a password that a browser remembers; no
 * script that is not a file of this node runs in its pages.
 *
 * <p>Decisions: Basic authentication by the server, no sessions and no cookies (ADR 0011).
 */
package org.meshwork.web.http;
