/**
 * Where the server finds the node's health checks.
 *
 * <p>The server's MicroProfile Health asks CDI for checks from outside the deployment, and sees
 * only the beans of the EAR's own libraries, not those of its sub-deployments. So the checks that
 * it finds are here, and pass the question on to those that know the answer, which sub-deployments
 * offer to {@link org.meshwork.health.HealthBoard} when they start.
 *
 * <p>Guarantees: as long as nobody has offered the answer, a check is down and says so.
 *
 * <p>Non-goals: knowing anything about the node.
 */
package org.meshwork.health;
