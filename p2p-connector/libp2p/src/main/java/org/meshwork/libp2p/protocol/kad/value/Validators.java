package org.meshwork.libp2p.protocol.kad.value;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The rules of all namespaces. Immutable; as safe for threads as the validators in it. */
public final class Validators implements RecordValidator {
  /** Public keys, and nothing else. */
  public static final Validators DEFAULT =
      new Validators(Map.of(PublicKeyValidator.NAMESPACE, new PublicKeyValidator()));

  private final Map<String, RecordValidator> byNamespace;

  private Validators(Map<String, RecordValidator> byNamespace) {
    this.byNamespace = Map.copyOf(byNamespace);
  }

  /**
   * These rules and those of one more namespace, in place of others that it had.
   *
   * @param namespace without slashes
   */
  public Validators with(String namespace, RecordValidator validator) {
    if (namespace.isEmpty() || namespace.contains("/")) {
      throw new IllegalArgumentException("a namespace has characters, and no slash");
    }
    Map<String, RecordValidator> more = new HashMap<>(byNamespace);
    more.put(namespace, Objects.requireNonNull(validator));
    return new Validators(more);
  }

  /**
   * @throws InputRefused if the key has no namespace that is known, or its validator refuses
   */
  @Override
  public void validate(Bytes key, Bytes value) {
    validatorOf(key).validate(key, value);
  }

  @Override
  public boolean isBetter(Bytes key, Bytes value, Bytes than) {
    return validatorOf(key).isBetter(key, value, than);
  }

  private RecordValidator validatorOf(Bytes key) {
    // One character a byte, so that a slash is one wherever it stands.
    String text = new String(key.toArray(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('/', 1);
    if (!text.startsWith("/") || end < 0) {
      throw new InputRefused(Reason.MALFORMED, "a key without a namespace");
    }
    RecordValidator validator = byNamespace.get(text.substring(1, end));
    if (validator == null) {
      throw new InputRefused(
          Reason.UNKNOWN_CODE, "no rules for the key " + InputRefused.excerpt(text));
    }
    return validator;
  }

  /** The key of that name in a namespace. */
  public static Bytes key(String namespace, Bytes name) {
    return Bytes.utf8("/" + namespace + "/").concat(name);
  }

  /** What comes after the namespace. */
  static Bytes nameIn(Bytes key, String namespace) {
    int prefix = namespace.length() + 2;
    if (key.size() < prefix || !key.slice(0, prefix).equals(key(namespace, Bytes.EMPTY))) {
      throw new InputRefused(Reason.MALFORMED, "a key outside of /" + namespace + "/");
    }
    return key.slice(prefix, key.size());
  }
}
