/**
 * What the node knows of its health, for MicroProfile Health at the server's management port
 * ({@code /health/started}, {@code /health/live}, {@code /health/ready}). The checks that the
 * server finds are in {@code org.meshwork.health}, which says why.
 *
 * <p>Decisions: alive means that the application answers, no more: a restart does not bring a
 * database back. Ready means that database, model and queues can be used now. Warnings are data of
 * a check that is up.
 */
package org.meshwork.web.health;
