package org.meshwork.libp2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;
import static org.meshwork.libp2p.Vectors.key;
import static org.meshwork.libp2p.security.tls.CertificateForge.GENERALIZED_TIME;
import static org.meshwork.libp2p.security.tls.CertificateForge.UTC_TIME;
import static org.meshwork.libp2p.security.tls.CertificateForge.extension;
import static org.meshwork.libp2p.security.tls.CertificateForge.time;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.Vectors;
import org.meshwork.libp2p.crypto.Der;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.SignatureAlgorithm;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;

class PeerCertificateTest {
  private static final Properties VECTORS = Vectors.load("security/tls/certificates.properties");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final PrivateKey HOST = PrivateKey.decode(key("ed25519.private"));
  private static final Bytes KEY_USAGE = Bytes.ofHex("551d0f");
  private static final Bytes TRUE = Bytes.ofHex("0101ff");

  private static Bytes vector(String name) {
    return Bytes.ofHex(VECTORS.getProperty(name + ".certificate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "secp256k1"})
  void acceptsTheCertificatesOfTheSpecification(String name) {
    PeerCertificate certificate = PeerCertificate.decode(vector(name)).requireValid(NOW);
    assertThat(PeerId.of(certificate.peerKey())).hasToString(VECTORS.getProperty(name + ".peer"));
    assertThat(certificate.validity())
        .isEqualTo(
            new Validity(
                Instant.parse("1975-01-01T13:00:00Z"), Instant.parse("4096-01-01T13:00:00Z")));
  }

  @Test
  void refusesTheForgedCertificateOfTheSpecification() {
    assertRefused(Reason.FORGED, () -> PeerCertificate.decode(vector("forged")));
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItIssues(KeyType type) throws GeneralSecurityException {
    PrivateKey host = PrivateKey.decode(key(type.name().toLowerCase(Locale.ROOT) + ".private"));
    X509Certificate issued = HostCertificate.issue(host, new FixedRandom(1)).certificate();
    PeerCertificate read = PeerCertificate.decode(Bytes.of(issued.getEncoded()));
    assertThat(read.requireValid(NOW).peerKey()).isEqualTo(host.publicKey());
  }

  /** The JDK reads X.509 independently of this code. */
  @Test
  void issuesWhatTheJdkReads() throws GeneralSecurityException {
    X509Certificate issued = HostCertificate.issue(HOST, new FixedRandom(1)).certificate();
    issued.verify(issued.getPublicKey());
    assertThat(issued.getVersion()).isEqualTo(3);
    assertThat(issued.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(issued.getIssuerX500Principal()).isEqualTo(issued.getSubjectX500Principal());
    assertThat(issued.getSerialNumber()).isPositive();
    assertThat(issued.getNotBefore()).isEqualTo(Instant.parse("1975-01-01T00:00:00Z"));
    assertThat(issued.getNotAfter()).isEqualTo(Instant.parse("4096-01-01T00:00:00Z"));
    assertThat(issued.getNonCriticalExtensionOIDs()).containsExactly("1.3.6.1.4.1.53594.1.1");
    assertThat(issued.getCriticalExtensionOIDs()).isEmpty();
  }

  @Test
  void makesAnotherKeyForEachCertificate() {
    FixedRandom random = new FixedRandom(1);
    assertThat(HostCertificate.issue(HOST, random).certificate().getPublicKey())
        .isNotEqualTo(HostCertificate.issue(HOST, random).certificate().getPublicKey());
  }

  @ParameterizedTest
  @CsvSource({
    "1975-01-01T12:59:59Z, false",
    "1975-01-01T13:00:00Z, true",
    "4096-01-01T13:00:00Z, true",
    "4096-01-01T13:00:00.001Z, false"
  })
  void holdsFromItsFirstToItsLastSecond(Instant now, boolean holds) {
    PeerCertificate certificate = PeerCertificate.decode(vector("ed25519"));
    if (holds) {
      certificate.requireValid(now);
    } else {
      assertRefused(Reason.UNSUPPORTED, () -> certificate.requireValid(now));
    }
  }

  @Test
  void readsTheCenturyOfShortYears() {
    Bytes der =
        new CertificateForge(HOST)
            .holds(time(UTC_TIME, "491231235959Z"), time(GENERALIZED_TIME, "20500101000000Z"))
            .encode();
    assertThat(PeerCertificate.decode(der).validity())
        .isEqualTo(
            new Validity(
                Instant.parse("2049-12-31T23:59:59Z"), Instant.parse("2050-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "7501010000Z",
        "750101000000",
        "750101000000+0000",
        "751301000000Z",
        "750230000000Z",
        "750101240000Z",
        "750101006000Z",
        "7501010000000Z",
        "75010100000-1"
      })
  void refusesTimesThatAreNone(String text) {
    assertRefusedAs(
        Reason.MALFORMED,
        forge -> forge.holds(time(UTC_TIME, text), time(GENERALIZED_TIME, "20500101000000Z")));
  }

  @Test
  void refusesWhatWasNotSignedByItself() {
    PrivateKey other = PrivateKey.generate(KeyType.ECDSA, new FixedRandom(5));
    assertRefusedAs(Reason.FORGED, forge -> forge.signer = other);
  }

  @Test
  void refusesCertificatesOfNobodyAndOfTwo() {
    assertRefusedAs(Reason.MALFORMED, forge -> forge.extensions.add(forge.extensions.get(0)));
    assertRefusedAs(
        Reason.TRUNCATED,
        forge -> forge.extensions.set(0, extension(KEY_USAGE, Bytes.EMPTY, Bytes.EMPTY)));
    assertRefusedAs(Reason.TRUNCATED, forge -> forge.extensions.clear());
  }

  @Test
  void refusesUnknownExtensionsOnlyIfTheyAreCritical() {
    CertificateForge forge = new CertificateForge(HOST);
    forge.extensions.add(0, extension(KEY_USAGE, Bytes.EMPTY, Bytes.EMPTY));
    assertThat(PeerCertificate.decode(forge.encode()).peerKey()).isEqualTo(HOST.publicKey());
    assertRefusedAs(
        Reason.UNSUPPORTED, bad -> bad.extensions.add(extension(KEY_USAGE, TRUE, Bytes.EMPTY)));
    assertRefusedAs(
        Reason.NOT_CANONICAL,
        bad -> bad.extensions.add(extension(KEY_USAGE, Bytes.ofHex("010101"), Bytes.EMPTY)));
    assertRefusedAs(
        Reason.NOT_CANONICAL,
        bad -> bad.extensions.add(extension(KEY_USAGE, Bytes.ofHex("010100"), Bytes.EMPTY)));
  }

  @Test
  void acceptsThePeersKeyAsACriticalExtension() {
    CertificateForge forge = new CertificateForge(HOST);
    forge.extensions.set(0, extension(Extensions.SIGNED_KEY, TRUE, forge.signedKey()));
    assertThat(PeerCertificate.decode(forge.encode()).peerKey()).isEqualTo(HOST.publicKey());
  }

  @Test
  void refusesMoreExtensionsThanAnybodyNeeds() {
    assertRefusedAs(
        Reason.TOO_LARGE,
        forge -> {
          for (int index = 0; index < 32; index++) {
            Bytes identifier = Bytes.of((byte) 0x2a, (byte) index);
            forge.extensions.add(extension(identifier, Bytes.EMPTY, Bytes.EMPTY));
          }
        });
  }

  @Test
  void refusesAnythingAfterTheSignedKey() {
    assertRefusedAs(
        Reason.MALFORMED,
        forge ->
            forge.extensions.set(
                0,
                extension(
                    Extensions.SIGNED_KEY,
                    Bytes.EMPTY,
                    forge.signedKey().concat(Bytes.ofHex("0500")))));
  }

  @Test
  void refusesOtherVersionsAndUniqueIds() {
    assertRefusedAs(Reason.UNSUPPORTED, forge -> forge.version = Bytes.ofHex("a003020101"));
    assertRefusedAs(Reason.MALFORMED, forge -> forge.version = Bytes.EMPTY);
    assertRefusedAs(Reason.MALFORMED, forge -> forge.uniqueIds = Bytes.ofHex("81020000"));
    assertRefusedAs(Reason.MALFORMED, forge -> forge.uniqueIds = Bytes.ofHex("82020000"));
  }

  @Test
  void refusesTwoAlgorithmsAndWeakOnes() {
    Bytes sha384 = Der.sequence(SignatureAlgorithm.ECDSA_SHA384.identifier());
    assertRefusedAs(Reason.MALFORMED, forge -> forge.outerAlgorithm = sha384);
    Bytes ecdsaWithSha1 = Der.sequence(Bytes.ofHex("06072a8648ce3d0401"));
    assertRefusedAs(
        Reason.UNSUPPORTED,
        forge -> {
          forge.algorithm = ecdsaWithSha1;
          forge.outerAlgorithm = ecdsaWithSha1;
        });
  }

  @Test
  void refusesWhatIsOverTheBoundOrFollowedByMore() {
    Bytes good = new CertificateForge(HOST).encode();
    assertRefused(Reason.MALFORMED, () -> PeerCertificate.decode(good.concat(good)));
    Bytes huge = Bytes.of(new byte[PeerCertificate.MAX_BYTES + 1]);
    assertRefused(Reason.TOO_LARGE, () -> PeerCertificate.decode(huge));
  }

  @Test
  void readsAnySerialNumber() {
    CertificateForge forge = new CertificateForge(HOST);
    forge.serial = Bytes.ofHex("020190");
    assertThat(PeerCertificate.decode(forge.encode()).peerKey()).isEqualTo(HOST.publicKey());
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, ECDSA_SHA256, SHA256withECDSA",
    "EC, secp384r1, ECDSA_SHA384, SHA384withECDSA",
    "EC, secp521r1, ECDSA_SHA512, SHA512withECDSA",
    "RSA, 2048, RSA_SHA256, SHA256withRSA",
    "RSA, 2048, RSA_SHA384, SHA384withRSA",
    "RSA, 2048, RSA_SHA512, SHA512withRSA",
    "Ed25519, , ED25519, Ed25519"
  })
  void checksTheSignaturesThatTheJdkMakes(
      String keys, String size, SignatureAlgorithm algorithm, String signatures)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
    if (keys.equals("EC")) {
      generator.initialize(new ECGenParameterSpec(size));
    } else if (size != null) {
      generator.initialize(Integer.parseInt(size));
    }
    java.security.KeyPair pair = generator.generateKeyPair();
    PrivateKey own =
        PrivateKey.ofPem(
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----");
    CertificateForge forge = new CertificateForge(HOST, own);
    forge.algorithm = Der.sequence(algorithm.identifier());
    Bytes signed = signedPart(forge.encode());
    java.security.Signature signer = java.security.Signature.getInstance(signatures);
    signer.initSign(pair.getPrivate());
    signer.update(signed.toArray());
    Bytes signature = Bytes.of(signer.sign());
    Bytes der = Der.sequence(signed, forge.algorithm, Der.bitString(signature));
    assertThat(PeerCertificate.decode(der).peerKey()).isEqualTo(HOST.publicKey());
    Bytes cut = signature.slice(0, signature.size() - 1);
    Bytes bad = Der.sequence(signed, forge.algorithm, Der.bitString(cut));
    assertRefused(Reason.FORGED, () -> PeerCertificate.decode(bad));
  }

  private static Bytes signedPart(Bytes certificate) {
    return Der.element(
        0x30, new org.meshwork.libp2p.crypto.DerReader(certificate).sequence().element(0x30));
  }

  private static void assertRefusedAs(Reason reason, Consumer<CertificateForge> fault) {
    CertificateForge forge = new CertificateForge(HOST);
    PeerCertificate.decode(forge.encode());
    fault.accept(forge);
    Bytes der = forge.encode();
    assertRefused(reason, () -> PeerCertificate.decode(der));
  }
}
