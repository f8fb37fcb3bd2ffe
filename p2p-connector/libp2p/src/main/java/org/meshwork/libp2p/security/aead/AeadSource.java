package org.meshwork.libp2p.security.aead;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import org.conscrypt.Conscrypt;

/** Where ChaCha20-Poly1305 comes from. */
public enum AeadSource {
  /** BoringSSL; not on every platform. */
  CONSCRYPT {
    @Override
    Cipher cipher() throws GeneralSecurityException {
      return Cipher.getInstance("ChaCha20/Poly1305/NoPadding", ConscryptProvider.INSTANCE);
    }

    @Override
    public ByteBuf buffer(ByteBufAllocator allocator, int bytes) {
      return allocator.directBuffer(bytes, bytes);
    }

    @Override
    public boolean suits(ByteBuf text) {
      return text.isDirect() && text.nioBufferCount() == 1;
    }
  },

  JDK {
    @Override
    Cipher cipher() throws GeneralSecurityException {
      return Cipher.getInstance("ChaCha20-Poly1305");
    }

    @Override
    public ByteBuf buffer(ByteBufAllocator allocator, int bytes) {
      return allocator.heapBuffer(bytes, bytes);
    }

    @Override
    public boolean suits(ByteBuf text) {
      return text.hasArray();
    }
  };

  /** The fastest that works here: the same each time, and logged the first time. */
  public static AeadSource fastest() {
    return Fastest.SOURCE;
  }

  abstract Cipher cipher() throws GeneralSecurityException;

  /** An empty buffer of the kind that costs least to seal or open into, and of that capacity. */
  public abstract ByteBuf buffer(ByteBufAllocator allocator, int bytes);

  /** Whether a buffer is of that kind. */
  public abstract boolean suits(ByteBuf text);

  /** Whether it loads on this platform, and seals the example of RFC 8439 as the RFC does. */
  public boolean works() {
    try {
      return KnownAnswer.isGivenBy(this);
    } catch (LinkageError | RuntimeException notOnThisPlatform) {
      return false;
    }
  }

  /**
   * @param key {@link Aead#KEY_BYTES}, which are copied
   * @throws IllegalStateException if this source does not work here
   */
  public Aead withKey(byte[] key) {
    try {
      return new Aead(cipher(), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no ChaCha20-Poly1305 by " + this, e);
    }
  }

  /** Never registered. Made when first asked for, because that unpacks and links a library. */
  private static final class ConscryptProvider {
    static final Provider INSTANCE = Conscrypt.newProvider();

    private ConscryptProvider() {}
  }

  /** Chosen when first asked for. */
  private static final class Fastest {
    static final AeadSource SOURCE = CONSCRYPT.works() ? CONSCRYPT : JDK;

    static {
      System.getLogger(AeadSource.class.getName())
          .log(System.Logger.Level.INFO, "ChaCha20-Poly1305 is by {0}", SOURCE);
    }

    private Fastest() {}
  }
}
