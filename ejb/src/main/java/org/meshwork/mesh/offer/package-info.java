/**
 * What this node has to offer, gathered from the features that have it: {@link
 * org.meshwork.mesh.offer.OfferedModels} and {@link org.meshwork.mesh.offer.WaitingWork} are ports
 * that later features implement, because this one imports none of them. Skills come from the
 * connector, which knows what is deployed.
 */
package org.meshwork.mesh.offer;
