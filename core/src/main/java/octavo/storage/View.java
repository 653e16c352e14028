package octavo.storage;

/// What a kernel sees of a tensor: a storage, where the first element lies, and how many elements
/// and which step (in elements) each axis has. Element `(i₀, …, iₙ₋₁)` lies at `offset + Σ iₐ ·
/// strides[a]`. A stride of 0 repeats one element (broadcasting); a negative stride walks backward.
///
/// The arrays are shared, never copied, and must not be changed.
public final class View {
  private final Storage storage;
  private final int offset;
  private final int[] sizes;
  private final int[] strides;
  private final int count;
  private final boolean contiguous;

  /// A view of `storage`. The caller guarantees that every element lies inside the storage.
  public View(Storage storage, int offset, int[] sizes, int[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
    int expected = 1;
    int product = 1;
    boolean rowMajor = true;
    for (int a = sizes.length - 1; a >= 0; a--) {
      rowMajor &= sizes[a] == 1 || strides[a] == expected;
      expected *= Math.max(1, sizes[a]);
      product *= sizes[a];
    }
    this.count = product;
    this.contiguous = rowMajor || product == 0;
  }

  /// A row-major view of all of `storage`, or of its first elements.
  public static View of(Storage storage, int... sizes) {
    return new View(storage, 0, sizes, rowMajor(sizes));
  }

  /// The strides of a row-major array with these sizes.
  public static int[] rowMajor(int[] sizes) {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int a = sizes.length - 1; a >= 0; a--) {
      strides[a] = step;
      step *= Math.max(1, sizes[a]);
    }
    return strides;
  }

  /// The array and its element type.
  public Storage storage() {
    return storage;
  }

  /// The element type.
  public DType dtype() {
    return storage.dtype();
  }

  /// Where element `(0, …, 0)` lies.
  public int offset() {
    return offset;
  }

  /// The number of axes.
  public int rank() {
    return sizes.length;
  }

  /// The number of elements.
  public int count() {
    return count;
  }

  /// The size of one axis.
  public int size(int axis) {
    return sizes[axis];
  }

  /// The step of one axis in elements.
  public int stride(int axis) {
    return strides[axis];
  }

  /// All sizes; shared, not to be changed.
  public int[] sizes() {
    return sizes;
  }

  /// All strides; shared, not to be changed.
  public int[] strides() {
    return strides;
  }

  /// Whether the elements lie one after the other in row-major order from `offset()`.
  public boolean isContiguous() {
    return contiguous;
  }

  /// The array behind a float32 view.
  ///
  /// @throws ClassCastException if the element type is another
  public float[] floats() {
    return ((FloatStorage) storage).array();
  }

  /// The array behind a float64 view.
  ///
  /// @throws ClassCastException if the element type is another
  public double[] doubles() {
    return ((DoubleStorage) storage).array();
  }

  /// The array behind an int64 view.
  ///
  /// @throws ClassCastException if the element type is another
  public long[] longs() {
    return ((LongStorage) storage).array();
  }

  /// The array behind a bool view: 0 or 1 in each byte.
  ///
  /// @throws ClassCastException if the element type is another
  public byte[] bools() {
    return ((BoolStorage) storage).array();
  }
}
