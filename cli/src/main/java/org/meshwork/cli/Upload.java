package org.meshwork.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.LocalFile;
import org.meshwork.cli.client.MeshworkApi;

/**
 * Uploads one batch. The node refuses an upload as a whole, for one file that is too large or
 * wrongly named; so a batch that is refused is halved until that file stands alone, and the others
 * get in.
 */
final class Upload {
  private static final int MAX_REFUSALS = 64;

  private final MeshworkApi api;
  private final String collection;
  private final LongConsumer progress;
  private final Consumer<Answer> accepted;
  private final List<DocumentFailure> failures = new ArrayList<>();
  private int refusals;

  Upload(MeshworkApi api, String collection, LongConsumer progress, Consumer<Answer> accepted) {
    this.api = api;
    this.collection = collection;
    this.progress = progress;
    this.accepted = accepted;
  }

  /** The files that were refused, after {@code accepted} has heard of every task that was made. */
  List<DocumentFailure> send(List<LocalFile> batch) {
    try {
      accepted.accept(api.upload(collection, batch, progress));
    } catch (Failure e) {
      if (!isRefusal(e)) {
        throw e;
      }
      refused(batch, e);
    }
    return failures;
  }

  private void refused(List<LocalFile> batch, Failure reason) {
    if (batch.size() == 1 || ++refusals > MAX_REFUSALS) {
      batch.forEach(file -> failures.add(new DocumentFailure(file.name(), reason.trouble())));
      return;
    }
    int half = batch.size() / 2;
    send(batch.subList(0, half));
    send(batch.subList(half, batch.size()));
  }

  /**
   * A server that refuses in mid-upload may close the connection before its answer has been read;
   * one that is gone refuses nothing.
   */
  private boolean isRefusal(Failure failure) {
    if (failure.isInMidBody()) {
      api.collection(collection);
      return true;
    }
    return failure.isRefusalOfInput();
  }
}
