package org.meshwork.documents.ingestion;

import java.util.Optional;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.ProblemRecord;

/**
 * A document that a task shall bring, or one it can't because of the problem.
 *
 * @param content known already, or empty for a file that is yet to be read
 */
record NewItem(
    String name,
    String source,
    Optional<ContentId> content,
    long length,
    Optional<ProblemRecord> problem) {}
