/**
 * The Jakarta Batch job {@code ingestion}, and the skill {@code document.ingest} that runs it.
 *
 * <p>One step, partitioned; in each partition: take the next document (reader), parse, chunk and
 * embed it (processor, without any connection), write it (writer). A chunk is one document; one
 * transaction, which is not the chunk's, holds passages, document, item and progress.
 *
 * <p>Guarantees: a job that is stopped, fails, or loses its server at any instruction is resumed
 * without reading again what was written. The task follows its job, whoever starts or stops it: one
 * that is stopped in the server's console waits, {@code queued} and stopped, until it is restarted
 * there or by the API; one whose server is suspended or stops goes on by itself. A run whose job
 * ends without telling is ended by a watch.
 *
 * <p>Decisions: ADR 0009.
 */
package org.meshwork.batch.ingestion;
