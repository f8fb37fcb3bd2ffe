/**
 * What calls of applications have in common, whoever makes them: names, waiting, failures. Nothing
 * of libp2p is thrown at an application: what it meets is a {@link
 * org.meshwork.connector.MeshFailed}.
 */
package org.meshwork.connector.adapter.calls;
