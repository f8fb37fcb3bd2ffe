package org.meshwork.libp2p.discovery.mdns.wire;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A query or a response (RFC 6762 section 18).
 *
 * @param records in answers, then in additional ones, that are known here
 */
public record DnsMessage(boolean isResponse, List<DnsQuestion> questions, List<DnsRecord> records) {
  /** Of the payload of a datagram (RFC 6762 section 17). */
  public static final int MAX_BYTES = 9_000;

  public static final int MAX_QUESTIONS = 32;

  /** Of all kinds. */
  public static final int MAX_RECORDS = 128;

  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;

  /** Other operations and failures, which are ignored (RFC 6762 sections 18.3 and 18.11). */
  private static final int IGNORED = 0x780f;

  public DnsMessage {
    questions = List.copyOf(questions);
    records = List.copyOf(records);
  }

  public static DnsMessage query(DnsQuestion question) {
    return new DnsMessage(false, List.of(question), List.of());
  }

  public static DnsMessage response(List<DnsRecord> records) {
    return new DnsMessage(true, List.of(), records);
  }

  /**
   * @throws InputRefused if the bytes are no message, or above the bounds
   */
  public static DnsMessage decode(Bytes message) {
    require(message.size(), MAX_BYTES, "bytes");
    DnsReader in = new DnsReader(message);
    in.number16();
    int flags = in.number16();
    if ((flags & IGNORED) != 0) {
      throw new InputRefused(Reason.UNSUPPORTED, "a message that is no query and no answer");
    }
    int questionCount = require(in.number16(), MAX_QUESTIONS, "questions");
    int answers = in.number16();
    int authorities = in.number16();
    int records = require(answers + authorities + in.number16(), MAX_RECORDS, "records");
    List<DnsQuestion> questions = new ArrayList<>();
    for (int count = 0; count < questionCount; count++) {
      in.question().ifPresent(questions::add);
    }
    List<DnsRecord> known = new ArrayList<>();
    for (int count = 0; count < records; count++) {
      in.record().ifPresent(known::add);
    }
    return new DnsMessage((flags & RESPONSE) != 0, questions, known);
  }

  private static int require(int value, int max, String unit) {
    if (value > max) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + max + " " + unit);
    }
    return value;
  }

  /** With pointers as answers, and texts as additional records. */
  public Bytes encode() {
    List<DnsRecord> answers = records.stream().filter(Pointer.class::isInstance).toList();
    List<DnsRecord> additional = records.stream().filter(Text.class::isInstance).toList();
    DnsWriter out =
        new DnsWriter()
            .number16(0)
            .number16(isResponse ? RESPONSE | AUTHORITATIVE : 0)
            .number16(questions.size())
            .number16(answers.size())
            .number16(0)
            .number16(additional.size());
    questions.forEach(out::question);
    answers.forEach(out::record);
    additional.forEach(out::record);
    return out.toBytes();
  }
}
