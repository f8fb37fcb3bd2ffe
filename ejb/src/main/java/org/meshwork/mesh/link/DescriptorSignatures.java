package org.meshwork.mesh.link;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.SignedStatement;
import org.meshwork.mesh.descriptor.SignatureWrong;
import org.meshwork.mesh.descriptor.Signatures;
import org.meshwork.mesh.descriptor.Signed;

/** Signed by the node's key. */
@Dependent
public class DescriptorSignatures implements Signatures {
  private static final String PURPOSE = "capability-descriptor";

  private final MeshAdministration node;

  @Inject
  public DescriptorSignatures(MeshAdministration node) {
    this.node = node;
  }

  @Override
  public byte[] sign(byte[] statement) {
    return node.sign(PURPOSE, statement);
  }

  @Override
  public Signed open(byte[] envelope) {
    try {
      SignedStatement opened = node.open(PURPOSE, envelope);
      return new Signed(opened.signer(), opened.statement());
    } catch (MeshFailed failed) {
      throw new SignatureWrong(failed.getMessage(), failed);
    }
  }
}
