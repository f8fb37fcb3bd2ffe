/**
 * Ingestion: which documents a task brings into which collection, and what became of each.
 *
 * <p>Guarantees: a document that can't be read fails alone, with a recorded reason; no document is
 * blamed for what the next one would meet as well, such as a model that is away. Each document is
 * written in one transaction with the state of its item and the progress of its task, so that a run
 * which is interrupted at any instruction and resumed leaves the same passages as an undisturbed
 * one. Only files below the directories in {@code meshwork.ingestion.directories} are read,
 * whatever links or names say, at planning and again at reading.
 *
 * <p>Decisions (ADR 0009): the items' rows are the checkpoint; the job that works through them is
 * in {@code org.meshwork.batch.ingestion}.
 *
 * <p>Non-goals: watching directories, fetching from the network.
 */
package org.meshwork.documents.ingestion;
