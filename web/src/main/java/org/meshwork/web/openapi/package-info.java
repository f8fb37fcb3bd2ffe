/**
 * The API's description, OpenAPI at {@code /openapi}.
 *
 * <p>Guarantees: it is made from the code, so that it names every operation, every response and
 * every type of problem; tests hold the server's answers against it.
 *
 * <p>Decisions: annotations say what is particular to an operation; {@link
 * org.meshwork.web.openapi.ApiDescription} adds what is common (ADR 0011).
 */
package org.meshwork.web.openapi;
