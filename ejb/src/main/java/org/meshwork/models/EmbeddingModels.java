package org.meshwork.models;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * The embedding models of this node: its own, and a remote one where it is configured. Each model
 * of the node's own is loaded when it is first used, the default one at the start.
 */
@ApplicationScoped
public class EmbeddingModels implements AutoCloseable {
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(30);

  private final Map<ModelId, EmbeddingModel> models = new LinkedHashMap<>();
  private final Map<ModelId, OnnxEmbeddingModel> own = new LinkedHashMap<>();
  private volatile Optional<String> failure = Optional.empty();

  @Inject private Config config;
  @Inject private Meters meters;
  @Resource private ManagedExecutorService executor;

  private EmbeddingSettings settings;
  private OnnxSessions sessions;
  private Turns turns;

  /** For CDI. */
  protected EmbeddingModels() {}

  EmbeddingModels(EmbeddingSettings settings, Meters meters, Executor executor) {
    set(settings, meters, executor);
  }

  /** For programs outside a server; {@link #close} it. The calling threads do the work. */
  public static EmbeddingModels outsideAServer(Settings settings) {
    return new EmbeddingModels(EmbeddingSettings.from(settings), Meters.none(), Runnable::run);
  }

  @PostConstruct
  void configure() {
    set(EmbeddingSettings.from(Settings.of(config)), meters, executor);
  }

  private void set(EmbeddingSettings settings, Meters meters, Executor executor) {
    this.settings = settings;
    sessions = new OnnxSessions(settings.provider());
    turns = new Turns(settings.threads(), settings.maxWait());
    for (OnnxModel model : OnnxModel.values()) {
      OnnxEmbeddingModel ours = new OnnxEmbeddingModel(model, sessions, turns, settings.threads());
      own.put(model.id(), ours);
      models.put(model.id(), new MeasuredModel(ours, meters));
    }
    settings.remote().ifPresent(remote -> add(remote, meters, executor));
    if (!models.containsKey(settings.model())) {
      throw new SettingRejected(
          EmbeddingSettings.MODEL, settings.model().value(), "one of " + known());
    }
  }

  private void add(RemoteModelSettings remote, Meters meters, Executor executor) {
    Tokenizer tokenizer =
        new Tokenizer() {
          @Override
          public List<Token> tokenize(String text) {
            return own.get(remote.tokenizer().id()).tokenizer().tokenize(text);
          }

          @Override
          public void scan(String text, TokenVisitor visitor) {
            own.get(remote.tokenizer().id()).tokenizer().scan(text, visitor);
          }
        };
    models.put(
        remote.model(),
        new MeasuredModel(
            new RemoteEmbeddingModel(remote, tokenizer, settings.maxWait(), executor), meters));
    ModelsLog.LOG.remote(remote.model(), remote.url().toString());
  }

  /**
   * The model of that name.
   *
   * @throws ModelUnknown when this node has none
   */
  public EmbeddingModel require(ModelId id) {
    EmbeddingModel model = models.get(id);
    if (model == null) {
      throw new ModelUnknown(id, known());
    }
    return model;
  }

  /** What collections get that name no model. */
  public EmbeddingModel defaultModel() {
    return require(settings.model());
  }

  public List<ModelId> known() {
    return List.copyOf(models.keySet());
  }

  /** How the models run now. Does not wait for one that is being loaded. */
  public InferenceState state() {
    OnnxEmbeddingModel local = own.get(settings.model());
    return new InferenceState(
        local == null || local.isLoaded(),
        settings.provider().key(),
        sessions.inUse().key(),
        sessions.fallback(),
        own.values().stream()
            .filter(OnnxEmbeddingModel::isLoaded)
            .map(OnnxEmbeddingModel::id)
            .toList(),
        failure);
  }

  /** Loads the default model and runs it once, so that the first request need not wait. */
  void warmUp() {
    OnnxEmbeddingModel local = own.get(settings.model());
    if (local == null) {
      return;
    }
    try {
      local.embedPassage("warm-up");
    } catch (ModelUnavailable e) {
      if (e.type() != ModelUnavailable.STOPPED) {
        failure = Optional.of(e.detail());
        ModelsLog.LOG.notLoaded(e, local.id());
      }
    }
  }

  /**
   * Waits for those who are at work; afterwards every model is {@linkplain ModelUnavailable gone}.
   */
  @Override
  @PreDestroy
  public void close() {
    if (!turns.close(CLOSING_PATIENCE)) {
      // Closing a session that computes would take the server with it.
      ModelsLog.LOG.stillAtWork(CLOSING_PATIENCE.toSeconds());
      return;
    }
    own.values().forEach(OnnxEmbeddingModel::close);
  }
}
