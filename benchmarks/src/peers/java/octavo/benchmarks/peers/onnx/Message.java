package octavo.benchmarks.peers.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message in the wire format of Protocol Buffers: fields one after the other, each a key `number·8
/// + kind` and its value.
final class Message {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /// An integer.
  Message integer(int field, long value) {
    varint(field << 3 | VARINT);
    varint(value);
    return this;
  }

  /// Integers, a field each.
  Message integers(int field, long... values) {
    for (long value : values) {
      integer(field, value);
    }
    return this;
  }

  /// A text.
  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// A message within this one.
  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  /// Float32 numbers as bytes, the lowest first.
  Message floats(int field, float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return bytes(field, buffer.array());
  }

  private Message bytes(int field, byte[] value) {
    varint(field << 3 | BYTES);
    varint(value.length);
    out.write(value, 0, value.length);
    return this;
  }

  /// The message as written so far.
  byte[] toBytes() {
    return out.toByteArray();
  }
}
