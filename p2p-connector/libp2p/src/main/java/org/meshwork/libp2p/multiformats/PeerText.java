package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The text forms of a peer id's hash (libp2p/specs peer-ids, "String representation"). */
public final class PeerText {
  private PeerText() {}

  /**
   * @param text base 58 without a prefix, or a content identifier of libp2p-key in any base
   * @throws InputRefused if it is neither
   */
  public static Multihash parse(String text) {
    if (text.startsWith("1") || text.startsWith("Qm")) {
      return Multihash.decode(Multibase.BASE58_BTC.decodeBare(text));
    }
    Cid cid = Cid.parse(text);
    if (cid.codec() != Multicodec.LIBP2P_KEY.code()) {
      throw new InputRefused(
          Reason.MALFORMED,
          "a content identifier of "
              + Multicodec.describe(cid.codec())
              + " where a peer id is of libp2p-key");
    }
    return cid.hash();
  }

  /** Base 58, as the specification recommends until every peer reads the other form. */
  public static String print(Multihash hash) {
    return Multibase.BASE58_BTC.encodeBare(hash.encode());
  }
}
