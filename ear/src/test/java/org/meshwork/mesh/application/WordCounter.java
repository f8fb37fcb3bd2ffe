package org.meshwork.mesh.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.time.Duration;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshConnectionFactory;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

/** Has another node count. */
@Stateless
public class WordCounter {
  private static final SkillName WORDS = SkillName.parse("text.words/1");

  @Resource(lookup = "java:/mesh/ConnectionFactory")
  private MeshConnectionFactory mesh;

  public int count(PeerName peer, String text) {
    try (MeshConnection connection = mesh.connect()) {
      byte[] reply = connection.call(peer, WORDS, text.getBytes(UTF_8), Duration.ofSeconds(10));
      return Integer.parseInt(new String(reply, UTF_8));
    }
  }
}
