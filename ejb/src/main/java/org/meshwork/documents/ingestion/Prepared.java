package org.meshwork.documents.ingestion;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.KnownDocument;
import org.meshwork.documents.collections.NewDocument;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemRecord;

/** What became of a document before anything is written. */
public sealed interface Prepared {
  IngestWork work();

  /** What remains of it when it can't be written. */
  default Refused refused(Problem problem) {
    return new Refused(work(), work().content(), problem.toRecord());
  }

  /** Everything was made of it. */
  record Made(IngestWork work, Collection collection, NewDocument document) implements Prepared {
    public Made {
      Objects.requireNonNull(document);
    }
  }

  /** The collection has processed the same bytes already. */
  record Known(IngestWork work, Collection collection, KnownDocument document) implements Prepared {
    public Known {
      Objects.requireNonNull(document);
    }
  }

  /** It can't be ingested. */
  record Refused(IngestWork work, Optional<ContentId> content, ProblemRecord problem)
      implements Prepared {
    public Refused {
      Objects.requireNonNull(problem);
    }
  }

  /** The run was asked to stop; the document is for the next run. */
  record PutBack(IngestWork work) implements Prepared {}
}
