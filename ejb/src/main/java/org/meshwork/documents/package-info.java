/**
 * Documents: what was handed in, what was made of it, and how it is found again.
 *
 * <p>{@code content} keeps bytes by their SHA-256; {@code parsing} turns bytes into text; {@code
 * chunking} cuts text into passages; {@code collections} keeps documents and passages, each
 * collection with one model; {@code ingestion} leads documents through these; {@code search} finds
 * passages.
 *
 * <p>Guarantees: the same bytes are stored once on a node and processed once in a collection; a
 * changed document replaces its passages in one transaction, so that a search sees the old or the
 * new, never both and never neither; vectors of two models never meet in one collection; nothing
 * that the node does triggers the known faults of pgvector before 0.8.4 (ADR 0010).
 *
 * <p>Non-goals, until an issue asks for them: policy labels on collections, search across nodes.
 */
package org.meshwork.documents;
