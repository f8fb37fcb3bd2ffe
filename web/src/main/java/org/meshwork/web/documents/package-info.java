/**
 * Documents over HTTP: uploads are streamed into the content store file by file, and what people
 * handed in is only ever given back as an attachment, never shown as a page of this node.
 */
package org.meshwork.web.documents;
