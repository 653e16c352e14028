package octavo.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import octavo.storage.BoolStorage;
import octavo.storage.ByteStorage;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.HalfStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;

/// Moves ranges of numbers between storages and bytes, in the byte order of the buffer.
final class StorageBytes {
  /// The size of a chunk in bytes, a multiple of every element.
  static final int CHUNK = 1 << 18;

  private StorageBytes() {}

  /// What is done with some bytes.
  interface ChunkConsumer<X extends Exception> {
    void accept(ByteBuffer chunk) throws X;
  }

  /// Hands all elements of some storages to `consumer`, piece by piece, in little-endian order.
  static <X extends Exception> void forEachChunk(List<Storage> storages, ChunkConsumer<X> consumer)
      throws X {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Storage storage : storages) {
      int step = CHUNK / storage.dtype().bytes();
      for (int from = 0; from < storage.length(); from += step) {
        put(storage, from, Math.min(step, storage.length() - from), chunk.clear());
        consumer.accept(chunk.flip());
      }
    }
  }

  /// Appends `count` elements from `from` on.
  static void put(Storage storage, int from, int count, ByteBuffer out) {
    switch (storage) {
      case FloatStorage s -> out.asFloatBuffer().put(s.array(), from, count);
      case DoubleStorage s -> out.asDoubleBuffer().put(s.array(), from, count);
      case LongStorage s -> out.asLongBuffer().put(s.array(), from, count);
      case HalfStorage s -> out.asShortBuffer().put(s.array(), from, count);
      case BoolStorage s -> out.duplicate().put(s.array(), from, count);
      case ByteStorage s -> out.duplicate().put(s.array(), from, count);
    }
    out.position(out.position() + count * storage.dtype().bytes());
  }

  /// Reads `count` elements to `from` on. Truth values are taken as they are: check with
  /// [#firstUntruth].
  static void get(ByteBuffer in, Storage storage, int from, int count) {
    switch (storage) {
      case FloatStorage s -> in.asFloatBuffer().get(s.array(), from, count);
      case DoubleStorage s -> in.asDoubleBuffer().get(s.array(), from, count);
      case LongStorage s -> in.asLongBuffer().get(s.array(), from, count);
      case HalfStorage s -> in.asShortBuffer().get(s.array(), from, count);
      case BoolStorage s -> in.duplicate().get(s.array(), from, count);
      case ByteStorage s -> in.duplicate().get(s.array(), from, count);
    }
    in.position(in.position() + count * storage.dtype().bytes());
  }

  /// The index of the first truth value that is neither 0 nor 1; -1 if there is none, or the
  /// storage holds no truth values.
  static int firstUntruth(Storage storage) {
    if (storage instanceof BoolStorage truths) {
      byte[] array = truths.array();
      for (int i = 0; i < array.length; i++) {
        if ((array[i] & ~1) != 0) {
          return i;
        }
      }
    }
    return -1;
  }
}
