package org.meshwork.web.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.meshwork.documents.collections.CollectionNameTaken;
import org.meshwork.documents.collections.CollectionUnknown;
import org.meshwork.documents.collections.DocumentUnknown;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.documents.content.ContentMissing;
import org.meshwork.documents.content.ContentTooLarge;
import org.meshwork.documents.ingestion.DirectoryRefused;
import org.meshwork.documents.ingestion.DocumentUnprocessable;
import org.meshwork.documents.ingestion.FileUnreadable;
import org.meshwork.documents.ingestion.StorageFailed;
import org.meshwork.documents.ingestion.TooManyDocuments;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.ProblemType;
import org.meshwork.mesh.membership.MeshCallFailed;
import org.meshwork.mesh.membership.PeerUnknown;
import org.meshwork.mesh.peers.PeerTableFull;
import org.meshwork.models.ModelUnavailable;
import org.meshwork.models.ModelUnknown;
import org.meshwork.models.RemoteModelFailed;
import org.meshwork.models.TextTooLong;
import org.meshwork.tasks.AttemptLost;
import org.meshwork.tasks.IdempotencyKeyReused;
import org.meshwork.tasks.SkillUnknown;
import org.meshwork.tasks.TaskStateConflict;
import org.meshwork.tasks.TaskUnknown;
import org.meshwork.tasks.TooManyTasks;
import org.meshwork.tasks.TooManyWatchers;
import org.meshwork.web.problem.WebProblems;

/** Every problem that a client may meet. A test compares it with what the code declares. */
final class ProblemCatalogue {
  /** As the answer to a request. */
  static final List<ProblemType> ANSWERED =
      List.of(
          WebProblems.MALFORMED,
          WebProblems.REFUSED,
          InputRejected.TYPE,
          ModelUnknown.TYPE,
          TextTooLong.TYPE,
          MeshCallFailed.WRONG,
          WebProblems.UNAUTHENTICATED,
          WebProblems.FORBIDDEN,
          WebProblems.CROSS_SITE,
          WebProblems.NOT_FOUND,
          CollectionUnknown.TYPE,
          DocumentUnknown.TYPE,
          ContentMissing.TYPE,
          TaskUnknown.TYPE,
          PeerUnknown.TYPE,
          WebProblems.METHOD,
          WebProblems.NOT_ACCEPTABLE,
          WebProblems.TOO_SLOW,
          CollectionNameTaken.TYPE,
          IdempotencyKeyReused.TYPE,
          TaskStateConflict.TYPE,
          PeerTableFull.TYPE,
          VectorMismatch.TYPE,
          WebProblems.TOO_LARGE,
          WebProblems.MEDIA_TYPE,
          SkillUnknown.TYPE,
          DirectoryRefused.TYPE,
          TooManyDocuments.TYPE,
          WebProblems.INTERNAL,
          WebProblems.DATABASE,
          WebProblems.UNAVAILABLE,
          MeshCallFailed.NOT_REACHED,
          MeshCallFailed.STOPPED,
          WebProblems.TOO_MANY_UPLOADS,
          TooManyTasks.TYPE,
          TooManyWatchers.TYPE,
          ModelUnavailable.BROKEN,
          ModelUnavailable.BUSY,
          ModelUnavailable.STOPPED,
          RemoteModelFailed.Reason.UNREACHABLE.type(),
          RemoteModelFailed.Reason.REFUSED.type(),
          RemoteModelFailed.Reason.UNUSABLE.type());

  /** Kept beside a document or a task that failed. */
  static final List<ProblemType> RECORDED =
      Stream.of(
              Arrays.stream(DocumentUnreadable.Reason.values())
                  .map(DocumentUnreadable.Reason::type),
              Arrays.stream(FileUnreadable.Reason.values()).map(FileUnreadable.Reason::type),
              Stream.of(
                  DocumentUnprocessable.STUMBLED,
                  DocumentUnprocessable.GIVEN_UP,
                  StorageFailed.TYPE,
                  AttemptLost.TYPE,
                  ContentTooLarge.TYPE))
          .flatMap(types -> types)
          .toList();

  private ProblemCatalogue() {}

  static List<ProblemType> all() {
    return Stream.concat(ANSWERED.stream(), RECORDED.stream()).toList();
  }
}
