package org.meshwork.connector.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * The node's key in a file of its own (PEM, PKCS#8), which nobody but the server's user may read.
 */
final class NodeKey {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private NodeKey() {}

  /** The key in this file, which is made if it is missing. */
  static PrivateKey in(Path file) {
    try {
      return PrivateKey.ofPem(Files.readString(file));
    } catch (NoSuchFileException missing) {
      return make(file);
    } catch (InputRefused refused) {
      throw new PropertyRejected("keyFile", "holds no key: " + refused.getMessage(), refused);
    } catch (IOException e) {
      throw new PropertyRejected("keyFile", "can't be read: " + e.getMessage(), e);
    }
  }

  /** Whole or not at all. */
  private static PrivateKey make(Path file) {
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, new SecureRandom());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(part);
      Files.createFile(part, OWNER_ONLY);
      Files.write(part, key.toPem().getBytes(StandardCharsets.US_ASCII), StandardOpenOption.SYNC);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the node's key can't be kept in " + file, e);
    }
  }
}
