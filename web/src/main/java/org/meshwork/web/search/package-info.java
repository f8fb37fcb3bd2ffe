/** Searches over HTTP. Non-goals: anything about how passages are found. */
package org.meshwork.web.search;
