/** Beans that tests see refused. */
package org.meshwork.mesh.refused;
