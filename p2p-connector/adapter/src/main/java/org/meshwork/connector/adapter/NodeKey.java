package org.meshwork.connector.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** The node's key in a file of its own, which nobody but the server's user may read. */
final class NodeKey {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int MAX_FILE_BYTES = 65_536;

  private NodeKey() {}

  /** The key in this file, which is made if it is missing. */
  static PrivateKey in(Path file, char[] password) {
    KeyFormat format = KeyFormat.of(file);
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new PropertyRejected("keyFile", file + " is too large for a key", null);
      }
      return format.read(Files.readAllBytes(file), password);
    } catch (NoSuchFileException missing) {
      return make(file, format, password);
    } catch (InputRefused refused) {
      throw new PropertyRejected(
          "keyFile", "%s holds no key: %s".formatted(file, refused.getMessage()), refused);
    } catch (IOException e) {
      throw new PropertyRejected("keyFile", "can't be read: " + e.getMessage(), e);
    }
  }

  /** Whole or not at all. */
  private static PrivateKey make(Path file, KeyFormat format, char[] password) {
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, new SecureRandom());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(part);
      Files.createFile(part, OWNER_ONLY);
      Files.write(part, format.write(key, password), StandardOpenOption.SYNC);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the node's key can't be kept in " + file, e);
    }
  }
}
