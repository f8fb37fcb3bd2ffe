package org.meshwork.libp2p.protocol.autonat.v2;

/** How a request ended (autonat-v2, "Requirements for ResponseStatus"). */
enum ResponseStatus implements Status {
  INTERNAL_ERROR(0),
  REQUEST_REJECTED(100),
  DIAL_REFUSED(101),
  OK(200);

  private final int code;

  ResponseStatus(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }
}
