package org.meshwork.libp2p.multiformats;

/** How one base writes bytes, without the prefix that names it. */
interface BaseEncoding {
  String encode(Bytes bytes);

  /**
   * @throws InputRefused if the text is too long, or not what {@link #encode} would write but for
   *     the case of letters where the base does not mind
   */
  Bytes decode(String text);
}
