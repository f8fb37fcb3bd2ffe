package org.meshwork.libp2p.multiformats;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** IPv6 in text: read in every form of RFC 4291 section 2.2, written in that of RFC 5952. */
final class Ip6Text {
  private static final int GROUPS = 8;
  private static final int MAX_CHARACTERS = 45;
  private static final Bytes MAPPED_IP4 = Bytes.ofHex("00000000000000000000ffff");

  private Ip6Text() {}

  static Bytes parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw refused(text);
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      Bytes whole = groups(text, text, true);
      return requireSize(whole, 2 * GROUPS, text);
    }
    Bytes head = groups(text.substring(0, gap), text, false);
    Bytes tail = groups(text.substring(gap + 2), text, true);
    int missing = 2 * GROUPS - head.size() - tail.size();
    // One group of zeros or more, or the two colons would say nothing.
    if (missing < 2) {
      throw refused(text);
    }
    return head.concat(Bytes.of(new byte[missing])).concat(tail);
  }

  private static Bytes groups(String part, String text, boolean endsText) {
    ByteWriter bytes = new ByteWriter();
    String[] groups = part.isEmpty() ? new String[0] : part.split(":", -1);
    for (int index = 0; index < groups.length; index++) {
      boolean isLast = index == groups.length - 1;
      if (isLast && groups[index].indexOf('.') >= 0 && endsText) {
        bytes.bytes(Ip4Text.parse(groups[index]));
      } else {
        int group = group(groups[index], text);
        bytes.octet(group >>> 8).octet(group);
      }
    }
    return bytes.toBytes();
  }

  private static int group(String digits, String text) {
    boolean isHex =
        digits.chars().allMatch(digit -> digit < 0x80 && Character.digit(digit, 16) >= 0);
    if (digits.isEmpty() || digits.length() > 4 || !isHex) {
      throw refused(text);
    }
    return Integer.parseInt(digits, 16);
  }

  private static Bytes requireSize(Bytes bytes, int size, String text) {
    if (bytes.size() != size) {
      throw refused(text);
    }
    return bytes;
  }

  private static InputRefused refused(String text) {
    return new InputRefused(
        Reason.MALFORMED, InputRefused.excerpt(text) + " is no IPv6 address such as 2001:db8::1");
  }

  static String print(Bytes bytes) {
    if (bytes.slice(0, MAPPED_IP4.size()).equals(MAPPED_IP4)) {
      return "::ffff:" + Ip4Text.print(bytes.slice(MAPPED_IP4.size(), bytes.size()));
    }
    int[] groups =
        IntStream.range(0, GROUPS)
            .map(index -> bytes.at(2 * index) << 8 | bytes.at(2 * index + 1))
            .toArray();
    int longest = 1;
    int start = -1;
    for (int index = 0; index < GROUPS; index++) {
      int zeros = zerosFrom(groups, index);
      if (zeros > longest) {
        longest = zeros;
        start = index;
      }
    }
    return start < 0
        ? join(groups, 0, GROUPS)
        : join(groups, 0, start) + "::" + join(groups, start + longest, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(index -> Integer.toHexString(groups[index]))
        .collect(Collectors.joining(":"));
  }
}
