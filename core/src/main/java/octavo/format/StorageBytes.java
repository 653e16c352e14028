package octavo.format;

import java.nio.ByteBuffer;
import octavo.storage.BoolStorage;
import octavo.storage.ByteStorage;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.HalfStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;

/// Moves numbers between storages and bytes, in the byte order of the buffer.
final class StorageBytes {
  private StorageBytes() {}

  static void put(Storage storage, ByteBuffer out) {
    switch (storage) {
      case FloatStorage s -> out.asFloatBuffer().put(s.array());
      case DoubleStorage s -> out.asDoubleBuffer().put(s.array());
      case LongStorage s -> out.asLongBuffer().put(s.array());
      case HalfStorage s -> out.asShortBuffer().put(s.array());
      case BoolStorage s -> out.duplicate().put(s.array());
      case ByteStorage s -> out.duplicate().put(s.array());
    }
    out.position(out.position() + storage.length() * storage.dtype().bytes());
  }

  static void get(ByteBuffer in, Storage storage) {
    switch (storage) {
      case FloatStorage s -> in.asFloatBuffer().get(s.array());
      case DoubleStorage s -> in.asDoubleBuffer().get(s.array());
      case LongStorage s -> in.asLongBuffer().get(s.array());
      case HalfStorage s -> in.asShortBuffer().get(s.array());
      case ByteStorage s -> in.get(s.array());
      case BoolStorage s -> {
        for (int i = 0; i < s.array().length; i++) {
          s.array()[i] = (byte) (in.get() != 0 ? 1 : 0);
        }
      }
    }
  }
}
