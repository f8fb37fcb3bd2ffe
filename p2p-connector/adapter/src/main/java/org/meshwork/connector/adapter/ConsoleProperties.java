package org.meshwork.connector.adapter;

import jakarta.resource.spi.ConfigProperty;

/**
 * The adapter's settings as the server's console shows and edits them. Texts, since that is what it
 * has; {@link AdapterProperties} says what they mean. {@code none} stands for nothing, because the
 * console takes no empty text.
 */
public abstract class ConsoleProperties {
  static final String NONE = "none";

  @ConfigProperty(
      defaultValue = "private",
      description =
          "private: peers must hold networkKey; open: anybody who reaches this node may connect")
  private String mode = "private";

  @ConfigProperty(
      defaultValue = NONE,
      confidential = true,
      description =
          "Key of the private network, 64 hexadecimal digits; as ${ENC::…} out of a credential store")
  private String networkKey = NONE;

  @ConfigProperty(
      defaultValue = "/ip4/127.0.0.1/tcp/4001",
      description = "Where the node listens: multiaddresses, separated by commas")
  private String listenAddresses = "/ip4/127.0.0.1/tcp/4001";

  @ConfigProperty(
      defaultValue = NONE,
      description =
          "Where peers are told that the node is reached, besides where it listens; separated by commas")
  private String announcedAddresses = NONE;

  @ConfigProperty(
      defaultValue = NONE,
      description =
          "Peers that the node stays connected to: multiaddresses that end in /p2p/…, separated by commas")
  private String bootstrapPeers = NONE;

  @ConfigProperty(
      defaultValue = NONE,
      description =
          "Interfaces on which peers are looked for by multicast DNS, such as eth0, separated by commas")
  private String localInterfaces = NONE;

  @ConfigProperty(
      defaultValue = "use",
      description = "Relays: off, use (where the node is not reached), serve (others as well)")
  private String relay = "use";

  @ConfigProperty(
      defaultValue = "auto",
      description =
          "The hash table: off, client, auto (a server where the node is reached), server")
  private String hashTable = "auto";

  @ConfigProperty(
      defaultValue = "1024",
      description = "Connections at once; above three quarters of them, idle ones are given up")
  private Integer maxConnections = 1024;

  @ConfigProperty(defaultValue = "8", description = "Connections of one peer")
  private Integer maxConnectionsPerPeer = 8;

  @ConfigProperty(
      defaultValue = "1024",
      description = "Streams that one peer may have open to this node")
  private Integer maxStreamsPerPeer = 1024;

  @ConfigProperty(defaultValue = "128", description = "Attempts to reach addresses at once")
  private Integer maxDials = 128;

  @ConfigProperty(
      defaultValue = NONE,
      description =
          "File of the node's key, PKCS#12 (.p12) or PEM, made at the first start; none: mesh/key.p12 in the server's data folder")
  private String keyFile = NONE;

  @ConfigProperty(
      defaultValue = NONE,
      confidential = true,
      description =
          "Password of keyFile if that is PKCS#12; as ${ENC::…} out of a credential store")
  private String keyPassword = NONE;

  public String getMode() {
    return mode;
  }

  public void setMode(String mode) {
    this.mode = mode;
  }

  public String getNetworkKey() {
    return networkKey;
  }

  public void setNetworkKey(String networkKey) {
    this.networkKey = networkKey;
  }

  public String getListenAddresses() {
    return listenAddresses;
  }

  public void setListenAddresses(String listenAddresses) {
    this.listenAddresses = listenAddresses;
  }

  public String getAnnouncedAddresses() {
    return announcedAddresses;
  }

  public void setAnnouncedAddresses(String announcedAddresses) {
    this.announcedAddresses = announcedAddresses;
  }

  public String getBootstrapPeers() {
    return bootstrapPeers;
  }

  public void setBootstrapPeers(String bootstrapPeers) {
    this.bootstrapPeers = bootstrapPeers;
  }

  public String getLocalInterfaces() {
    return localInterfaces;
  }

  public void setLocalInterfaces(String localInterfaces) {
    this.localInterfaces = localInterfaces;
  }

  public String getRelay() {
    return relay;
  }

  public void setRelay(String relay) {
    this.relay = relay;
  }

  public String getHashTable() {
    return hashTable;
  }

  public void setHashTable(String hashTable) {
    this.hashTable = hashTable;
  }

  public Integer getMaxConnections() {
    return maxConnections;
  }

  public void setMaxConnections(Integer maxConnections) {
    this.maxConnections = maxConnections;
  }

  public Integer getMaxConnectionsPerPeer() {
    return maxConnectionsPerPeer;
  }

  public void setMaxConnectionsPerPeer(Integer maxConnectionsPerPeer) {
    this.maxConnectionsPerPeer = maxConnectionsPerPeer;
  }

  public Integer getMaxStreamsPerPeer() {
    return maxStreamsPerPeer;
  }

  public void setMaxStreamsPerPeer(Integer maxStreamsPerPeer) {
    this.maxStreamsPerPeer = maxStreamsPerPeer;
  }

  public Integer getMaxDials() {
    return maxDials;
  }

  public void setMaxDials(Integer maxDials) {
    this.maxDials = maxDials;
  }

  public String getKeyFile() {
    return keyFile;
  }

  public void setKeyFile(String keyFile) {
    this.keyFile = keyFile;
  }

  public String getKeyPassword() {
    return keyPassword;
  }

  public void setKeyPassword(String keyPassword) {
    this.keyPassword = keyPassword;
  }
}
