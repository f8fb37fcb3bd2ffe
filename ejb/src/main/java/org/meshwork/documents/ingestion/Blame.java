package org.meshwork.documents.ingestion;

import jakarta.transaction.TransactionalException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.JdbiException;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.Remedy;
import org.meshwork.models.ModelUnavailable;
import org.meshwork.models.ModelUnknown;
import org.meshwork.models.RemoteModelFailed;

/** Tells what a document is to blame for from what the next one would meet as well. */
final class Blame {
  private Blame() {}

  static boolean isOnTheDocument(RuntimeException failure) {
    if (failure instanceof Problem problem) {
      return !isOfTheModel(problem) && !mayPass(problem);
    }
    return !isOfTheDatabase(failure) && !isOfTheServer(failure);
  }

  private static boolean isOfTheModel(Problem problem) {
    return problem instanceof ModelUnavailable
        || problem instanceof ModelUnknown
        || problem instanceof RemoteModelFailed;
  }

  private static boolean mayPass(Problem problem) {
    Remedy remedy = problem.type().remedy();
    return remedy == Remedy.RETRY_HERE || remedy == Remedy.RETRY_ELSEWHERE;
  }

  private static boolean isOfTheDatabase(RuntimeException failure) {
    return failure instanceof JdbiException || failure instanceof TransactionalException;
  }

  /** Its threads are interrupted, or take no more work: it is going down. */
  private static boolean isOfTheServer(RuntimeException failure) {
    return failure instanceof CancellationException
        || failure instanceof RejectedExecutionException;
  }
}
