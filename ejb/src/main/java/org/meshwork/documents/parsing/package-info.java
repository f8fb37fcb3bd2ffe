/**
 * Text and structure out of documents of any origin.
 *
 * <p>Purpose: {@link org.meshwork.documents.parsing.DocumentParser} turns the bytes of a text,
 * Markdown, HTML, PDF, DOCX, ODT, EPUB, CSV, JSON or mail document into one text with headings,
 * blocks and metadata.
 *
 * <p>Guarantees: the bytes decide what a document is; its name only chooses among kinds of text.
 * Every document, hostile ones included, ends within {@code meshwork.parsing.timeout} of the
 * beginning of its reading in a {@link org.meshwork.documents.parsing.ParsedDocument} or in a
 * {@link org.meshwork.documents.parsing.DocumentUnreadable} with its reason; how long it waited for
 * a thread is not held against it. No reader opens another file, calls the network or starts a
 * process. The text has no NUL, no other control character than the newline and the tabulator, and
 * no half of a surrogate pair, so that PostgreSQL takes it.
 *
 * <p>Decisions: parsing happens inside the server, on managed threads of its own, with measured
 * limits before and during each format's reader (ADR 0007). Readers are composed by hand; nothing
 * is looked up on the class path.
 *
 * <p>Non-goals: optical character recognition, spreadsheets, slides, archives, attachments other
 * than text.
 */
package org.meshwork.documents.parsing;
