/**
 * A node's HTTP API as a client sees it: requests, answers, problems, uploads and the event stream
 * of a task.
 *
 * <p>Guarantees: every wait is bounded ({@link org.meshwork.cli.client.Patience}); no file is read
 * into memory; every failure is a {@link org.meshwork.cli.client.Failure} that carries a problem
 * and the exit code it leads to; credentials are sent to the configured server only, because
 * redirects are never followed.
 *
 * <p>Decisions: answers keep the server's JSON ({@link org.meshwork.cli.client.Answer}), so that
 * {@code --json} passes on fields this version does not know; records read the few that people are
 * shown. HTTP/1.1 only: an upgrade offer in front of a streamed upload gains nothing and some
 * servers stumble over it.
 *
 * <p>Non-goals: caching, retrying of requests that are not idempotent.
 */
package org.meshwork.cli.client;
