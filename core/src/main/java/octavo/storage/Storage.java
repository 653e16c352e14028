package octavo.storage;

import org.jspecify.annotations.Nullable;

/// The numbers of one or more tensors: a Java heap array and its element type.
///
/// A tensor's storage is written once, by the operation that makes the tensor, and only read after
/// that. The one exception is the storage of a parameter, which an optimizer updates in place; each
/// such update raises [#version()], so that a backward pass can tell that a value it kept is gone.
///
/// Sealed, so that a kernel can switch over all kinds; a device storage may join later.
public abstract sealed class Storage
    permits BoolStorage, ByteStorage, DoubleStorage, FloatStorage, HalfStorage, LongStorage {

  private int version;
  private volatile @Nullable Derived derived;

  Storage() {}

  /// A storage of `length` zeros.
  ///
  /// @throws IllegalArgumentException if `length` is negative
  public static Storage allocate(DType dtype, int length) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "Storage.allocate: length must not be negative, but is " + length + ".");
    }
    return switch (dtype) {
      case FLOAT32 -> new FloatStorage(new float[length]);
      case FLOAT64 -> new DoubleStorage(new double[length]);
      case INT64 -> new LongStorage(new long[length]);
      case BOOL -> new BoolStorage(new byte[length]);
      case BFLOAT16, FLOAT16 -> new HalfStorage(dtype, new short[length]);
      case INT8, UINT8 -> new ByteStorage(dtype, new byte[length]);
    };
  }

  /// The element type.
  public abstract DType dtype();

  /// The number of elements.
  public abstract int length();

  /// Where the numbers of a tensor begin that has this storage for itself.
  public int first() {
    return 0;
  }

  /// Element `i` as a double: exact for all types but large int64 values.
  public abstract double getDouble(int i);

  /// Sets element `i`, rounded to the element type (integers: toward zero; bool: anything but 0 is
  /// true). Only for the operation that fills this storage.
  public abstract void setDouble(int i, double value);

  /// Element `i` as a long: exact for integers, cut toward zero for floating types.
  public long getLong(int i) {
    return (long) getDouble(i);
  }

  /// Sets element `i` from a long. Only for the operation that fills this storage.
  public void setLong(int i, long value) {
    setDouble(i, value);
  }

  /// A new storage with `length` elements of this one, from `offset`.
  public abstract Storage copyOfRange(int offset, int length);

  /// Copies `length` elements of `source`, which has the same element type, into this storage.
  public abstract void copyFrom(Storage source, int sourceOffset, int offset, int length);

  /// How often the numbers have been changed in place since the storage was made.
  public final int version() {
    return version;
  }

  /// Records one change in place. Called by the owner of a parameter after an update.
  public final void touch() {
    version++;
  }

  /// What kernels keep that they made of these numbers.
  final Derived derived() {
    Derived found = derived;
    if (found == null) {
      synchronized (this) {
        found = derived;
        if (found == null) {
          found = new Derived();
          derived = found;
        }
      }
    }
    return found;
  }
}
