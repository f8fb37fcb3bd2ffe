/**
 * Tasks over HTTP. Guarantees: who is no operator sees and cancels own tasks only; another's task
 * looks as if it were not there.
 */
package org.meshwork.web.tasks;
