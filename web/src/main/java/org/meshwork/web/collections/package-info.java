/** Collections over HTTP. Non-goals: deciding anything; the facade does. */
package org.meshwork.web.collections;
