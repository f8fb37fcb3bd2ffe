/**
 * Problems over HTTP: the only package that knows status lines and {@code application/problem+json}
 * (RFC 9457).
 *
 * <p>Guarantees: every answer of 400 and above is a problem with a stable {@code type} and a {@code
 * remedy}, also where the container or JAX-RS refuses a request; a problem is found however deep
 * EJB or transactions have wrapped it; nobody is ever sent a stack trace. What nobody foresaw is
 * answered with an incident id, under which the log has the reason.
 *
 * <p>Non-goals: deciding what is a failure. The features do, with {@link
 * org.meshwork.foundation.Problem}.
 */
package org.meshwork.web.problem;
