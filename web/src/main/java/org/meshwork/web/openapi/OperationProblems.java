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
import org.meshwork.mesh.membership.MeshCallFailed;
import org.meshwork.mesh.membership.PeerUnknown;
import org.meshwork.mesh.peers.PeerTableFull;
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
          "{task}", TaskUnknown.TYPE,
          "{peer}", PeerUnknown.TYPE);

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
  private static final List<ProblemType> OF_THE_MESH = List.of(MeshCallFailed.STOPPED);
  private static final List<ProblemType> OF_PEERS =
      List.of(MeshCallFailed.WRONG, MeshCallFailed.NOT_REACHED, MeshCallFailed.STOPPED);
  private static final Map<String, List<ProblemType>> OF_OPERATIONS =
      Map.ofEntries(
          Map.entry("createCollection", List.of(ModelUnknown.TYPE, CollectionNameTaken.TYPE)),
          Map.entry(
              "submitTask",
              List.of(
                  CollectionUnknown.TYPE,
                  IdempotencyKeyReused.TYPE,
                  SkillUnknown.TYPE,
                  DirectoryRefused.TYPE,
                  TooManyTasks.TYPE)),
          Map.entry(
              "uploadDocuments",
              List.of(
                  IdempotencyKeyReused.TYPE,
                  TooManyDocuments.TYPE,
                  TooManyTasks.TYPE,
                  WebProblems.TOO_MANY_UPLOADS)),
          Map.entry("getDocumentContent", List.of(ContentMissing.TYPE)),
          Map.entry("search", OF_SEARCHES),
          Map.entry("searchByAddress", OF_SEARCHES),
          Map.entry("cancelTask", List.of(TaskStateConflict.TYPE)),
          Map.entry("stopTask", List.of(TaskStateConflict.TYPE)),
          Map.entry("restartTask", List.of(TaskStateConflict.TYPE)),
          Map.entry("watchTask", List.of(TooManyWatchers.TYPE)),
          Map.entry("getMesh", OF_THE_MESH),
          Map.entry("connectPeer", OF_PEERS),
          Map.entry("disconnectPeer", OF_PEERS),
          Map.entry(
              "blockPeer",
              List.of(MeshCallFailed.WRONG, MeshCallFailed.STOPPED, PeerTableFull.TYPE)),
          Map.entry("unblockPeer", OF_PEERS));

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
