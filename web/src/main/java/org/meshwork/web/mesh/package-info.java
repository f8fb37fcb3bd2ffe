/** The mesh: this node in it, and its peers. */
package org.meshwork.web.mesh;
