package org.meshwork.documents.ingestion;

import java.util.Optional;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.ProblemRecord;

/** How an item ended. */
record FinishedItem(
    ItemState state,
    Optional<ContentId> content,
    long length,
    int chunks,
    Optional<ProblemRecord> problem) {}
