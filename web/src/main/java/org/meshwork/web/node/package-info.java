/** The node itself over HTTP: its id, version, models, and what its administrator should know. */
package org.meshwork.web.node;
