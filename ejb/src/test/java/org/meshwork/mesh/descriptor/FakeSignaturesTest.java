package org.meshwork.mesh.descriptor;

import org.meshwork.connector.PeerName;

class FakeSignaturesTest extends SignaturesContract {
  private final PeerName self = new PeerName("12D3KooWself");

  @Override
  protected PeerName self() {
    return self;
  }

  @Override
  protected Signatures signatures() {
    return new FakeSignatures(self);
  }
}
