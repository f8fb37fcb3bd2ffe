package org.meshwork.libp2p.protocol.autonat.v2;

/** What came of a dial (autonat-v2, "Requirements for DialStatus"). */
enum DialStatus implements Status {
  UNUSED(0),
  DIAL_ERROR(100),
  DIAL_BACK_ERROR(101),
  OK(200);

  private final int code;

  DialStatus(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
