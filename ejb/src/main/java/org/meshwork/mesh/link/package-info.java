/**
 * The way to the network: the connector's administered object and connection factory, for the rest
 * of the feature to inject.
 *
 * <p>Decision: beans of this feature get the connector's own interfaces, so that tests hand them
 * two plain nodes instead.
 */
package org.meshwork.mesh.link;
