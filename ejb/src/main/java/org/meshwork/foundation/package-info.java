/**
 * What every feature stands on: problems, ids, pages, the clock, the database and its schema.
 *
 * <p>Guarantees: nothing uses the schema before {@link org.meshwork.foundation.SchemaMigration} has
 * brought it up to date; every failure that a caller may see is a {@link
 * org.meshwork.foundation.Problem} that says what to do.
 *
 * <p>Decisions: SQL first, with Jdbi over the server's datasource and transactions (ADR 0002). No
 * entity manager, no XA.
 *
 * <p>Non-goals: HTTP. Only {@code org.meshwork.web} knows status lines and media types.
 */
package org.meshwork.foundation;
