package org.meshwork.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.meshwork.documents.collections.CollectionNameTaken;
import org.meshwork.documents.collections.CollectionUnknown;
import org.meshwork.documents.collections.DocumentUnknown;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.documents.content.ContentMissing;
import org.meshwork.documents.ingestion.DirectoryRefused;
import org.meshwork.documents.ingestion.TooManyDocuments;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.ProblemType;
import org.meshwork.models.ModelUnavailable;
import org.meshwork.models.ModelUnknown;
import org.meshwork.models.RemoteModelFailed;
import org.meshwork.models.TextTooLong;
import org.meshwork.tasks.IdempotencyKeyReused;
import org.meshwork.tasks.SkillUnknown;
import org.meshwork.tasks.TaskStateConflict;
import org.meshwork.tasks.TaskUnknown;
import org.meshwork.tasks.TooManyTasks;
import org.meshwork.tasks.TooManyWatchers;
import org.meshwork.web.problem.WebProblems;

/** Which problems an operation can answer with: by what it is, and by what it does. */
final class OperationProblems {
  private static final List<ProblemType> ANYWHERE =
      List.of(
          WebProblems.MALFORMED,
          InputRejected.TYPE,
          WebProblems.UNAUTHENTICATED,
          WebProblems.FORBIDDEN,
          WebProblems.NOT_ACCEPTABLE,
          WebProblems.INTERNAL,
          WebProblems.DATABASE,
          WebProblems.UNAVAILABLE);
  private static final List<ProblemType> WITH_A_BODY =
      List.of(WebProblems.TOO_SLOW, WebProblems.TOO_LARGE, WebProblems.MEDIA_TYPE);

  /** By what stands for it in the operation's path. */
  private static final Map<String, ProblemType> NAMED_THINGS =
      Map.of(
          "{collection}", CollectionUnknown.TYPE,
          "{document}", DocumentUnknown.TYPE,
          "{task}", TaskUnknown.TYPE);

  private static final List<ProblemType> OF_SEARCHES =
      List.of(
          ModelUnknown.TYPE,
          TextTooLong.TYPE,
          VectorMismatch.TYPE,
          RemoteModelFailed.Reason.REFUSED.type(),
          RemoteModelFailed.Reason.UNUSABLE.type(),
          RemoteModelFailed.Reason.UNREACHABLE.type(),
          ModelUnavailable.BROKEN,
          ModelUnavailable.BUSY,
          ModelUnavailable.STOPPED);
  private static final Map<String, List<ProblemType>> OF_OPERATIONS =
      Map.of(
          "createCollection",
          List.of(ModelUnknown.TYPE, CollectionNameTaken.TYPE),
          "submitTask",
          List.of(
              CollectionUnknown.TYPE,
              IdempotencyKeyReused.TYPE,
              SkillUnknown.TYPE,
              DirectoryRefused.TYPE,
              TooManyTasks.TYPE),
          "uploadDocuments",
          List.of(
              IdempotencyKeyReused.TYPE,
              TooManyDocuments.TYPE,
              TooManyTasks.TYPE,
              WebProblems.TOO_MANY_UPLOADS),
          "getDocumentContent",
          List.of(ContentMissing.TYPE),
          "search",
          OF_SEARCHES,
          "searchByAddress",
          OF_SEARCHES,
          "cancelTask",
          List.of(TaskStateConflict.TYPE),
          "stopTask",
          List.of(TaskStateConflict.TYPE),
          "restartTask",
          List.of(TaskStateConflict.TYPE),
          "watchTask",
          List.of(TooManyWatchers.TYPE));

  private OperationProblems() {}

  static List<ProblemType> of(String operationId, String path, boolean safe, boolean withBody) {
    List<ProblemType> types = new ArrayList<>(ANYWHERE);
    if (!safe) {
      types.add(WebProblems.CROSS_SITE);
    }
    if (withBody) {
      types.addAll(WITH_A_BODY);
    }
    NAMED_THINGS.forEach(
        (variable, type) -> {
          if (path.contains(variable)) {
            types.add(type);
          }
        });
    types.addAll(OF_OPERATIONS.getOrDefault(operationId, List.of()));
    return ProblemCatalogue.ANSWERED.stream().filter(types::contains).toList();
  }

  /** Everything that any operation can answer with. */
  static Stream<ProblemType> all() {
    return Stream.of(
            ANYWHERE.stream(),
            WITH_A_BODY.stream(),
            Stream.of(WebProblems.CROSS_SITE),
            NAMED_THINGS.values().stream(),
            OF_OPERATIONS.values().stream().flatMap(List::stream))
        .flatMap(types -> types)
        .distinct();
  }
}
