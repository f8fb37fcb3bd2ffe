/**
 * The contracts of the connector on a real server: a node with the EAR as it is shipped, plug-ins
 * and an application that tests deploy, and plain peers of libp2p, in Java and in JavaScript, that
 * call them and are called.
 *
 * <p>One server for all of these tests, since starting it is what takes time; each leaves it as it
 * was. It is in mode private, as nodes are.
 */
package org.meshwork.mesh;
