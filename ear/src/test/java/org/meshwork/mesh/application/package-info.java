/** An application that tests deploy beside the node: it listens to peers, and speaks to them. */
package org.meshwork.mesh.application;
