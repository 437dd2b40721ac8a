package io.ingot.etl.bronze.http.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from all others (the registries of RFC 6890). */
final class Addresses {
  private static final List<Range> NOT_PUBLIC =
      List.of(
          // this network, private, shared (carriers' NAT), loopback, link-local with the metadata
          Range.of("0.0.0.0", 8),
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("172.16.0.0", 12),
          Range.of("192.168.0.0", 16),
          // protocols, documentation, 6to4 relays, benchmarks
          Range.of("192.0.0.0", 24),
          Range.of("192.0.2.0", 24),
          Range.of("192.88.99.0", 24),
          Range.of("198.18.0.0", 15),
          Range.of("198.51.100.0", 24),
          Range.of("203.0.113.0", 24),
          // multicast, reserved, broadcast
          Range.of("224.0.0.0", 3),
          // of IPv6's public part: Teredo and other protocols, documentation, 6to4
          Range.of("2001::", 23),
          Range.of("2001:db8::", 32),
          Range.of("2002::", 16),
          Range.of("3fff::", 20));

  /** The only part of IPv6 that is given out; loopback, local and mapped addresses lie outside. */
  private static final Range PUBLIC_V6 = Range.of("2000::", 3);

  /** An IPv4 address behind a translator. */
  private static final Range TRANSLATED = Range.of("64:ff9b::", 96);

  private Addresses() {}

  /** Whether an address belongs to the public internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.holds(bytes)) {
      bytes = Arrays.copyOfRange(bytes, 12, 16);
    }
    boolean given = bytes.length == 4 || PUBLIC_V6.holds(bytes);
    byte[] checked = bytes;
    return given && NOT_PUBLIC.stream().noneMatch(range -> range.holds(checked));
  }

  /** All addresses that share their first bits. */
  private record Range(byte[] first, int bits) {
    static Range of(String first, int bits) {
      try {
        return new Range(InetAddress.getByName(first).getAddress(), bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("Not an address: " + first, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
