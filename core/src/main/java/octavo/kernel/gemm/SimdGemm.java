package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.DType;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Matrix products of float32 by packed panels and a micro-kernel in registers (Goto and van de
/// Geijn, "Anatomy of high-performance matrix multiplication", 2008; the loops are those of BLIS).
/// Tiny and thin products go to [SimdThinGemm], other types to the oracle.
///
/// `b` is packed once as a whole; then each task makes one block of `c` by itself, so blocks can be
/// made in any order by any thread.
public final class SimdGemm implements GemmKernels {
  private static final Blocks BLOCKS = Blocks.of(SimdMicrokernel.ROWS, SimdMicrokernel.COLUMNS);
  private static final Blocks WIDE = BLOCKS.wide();
  private static final ScalarGemm SCALAR = new ScalarGemm();

  /// Products of at least this many multiplications have at least [#FEWEST_BLOCKS] blocks and are
  /// shared out.
  private static final long SPREAD = 32L * Parallel.MINIMUM_WORK;

  private static final int FEWEST_BLOCKS = 4;

  /// A right operand of so many numbers lies in memory, not in a cache.
  private static final long FAR = 1L << 21;

  /// A right operand of so few numbers is not packed by a block that needs it once.
  private static final int NEAR = 1 << 16;

  /// Up to so many rows are one block.
  private static final int ONE_BLOCK = 128;

  private static final float[] NONE = {};

  /// The largest packed `b`, in floats; a wider one is done in several parts.
  private static final int LARGEST_RIGHT = 1 << 23;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    if (c.storage().dtype() != DType.FLOAT32 || c.columnStride() != 1) {
      SCALAR.multiply(a, b, c, accumulate, bias);
    } else if (c.rows() > 0 && c.columns() > 0) {
      if (SimdThinGemm.suits(a, b)) {
        SimdThinGemm.multiply(a, b, c, accumulate, bias);
      } else {
        packed(a, packLeft(a), b, c, accumulate, bias, SimdMicrokernel.zeros());
      }
    }
  }

  /// `c = a·b`, plus `bias[first + i]` on row `i` if given. What is made of the weights `a` is kept
  /// for later calls, [Derived].
  public void multiplyRows(Matrix a, Matrix b, Matrix c, @Nullable View bias, int first) {
    if (SimdThinGemm.suits(a, b)) {
      if (bias != null) {
        for (int i = 0; i < c.rows(); i++) {
          int row = c.offset() + i * c.rowStride();
          float value = bias.floats()[bias.offset() + first + i];
          Arrays.fill(c.floats(), row, row + c.columns(), value);
        }
      }
      SimdThinGemm.multiply(a, b, c, bias != null, null);
    } else {
      float[] left = packWeights(a);
      packed(a, left, b, c, false, null, starts(bias, first, a.rows()));
    }
  }

  private static float[] starts(@Nullable View bias, int first, int rows) {
    if (bias == null) {
      return SimdMicrokernel.zeros();
    }
    int mr = BLOCKS.mr(); // a tile more, so that it is never taken for the zeros
    float[] starts = new float[(rows + mr - 1) / mr * mr + mr];
    System.arraycopy(bias.floats(), bias.offset() + first, starts, 0, rows);
    return starts;
  }

  @Override
  public void multiplyBatch(
      int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep) {
    if (c.storage().dtype() != DType.FLOAT32 || c.columnStride() != 1) {
      SCALAR.multiplyBatch(batch, a, aStep, b, bStep, c, cStep);
      return;
    }
    long work = (long) a.rows() * a.columns() * b.columns();
    int together = (int) Math.max(1, Math.min(batch, Parallel.MINIMUM_WORK * 8L / (work + 1)));
    Parallel.ranges(
        batch,
        together,
        (from, to) -> {
          for (int p = from; p < to; p++) {
            multiply(a.shifted(p * aStep), b.shifted(p * bStep), c.shifted(p * cStep), false, null);
          }
        });
  }

  private static void packed(
      Matrix a,
      float[] left,
      Matrix b,
      Matrix c,
      boolean accumulate,
      @Nullable View bias,
      float[] rowBias) {
    int k = a.columns();
    int widest = Math.max(BLOCKS.nc(), LARGEST_RIGHT / Math.max(1, k) / BLOCKS.nr() * BLOCKS.nr());
    for (int j = 0; j < c.columns(); j += widest) {
      int n = Math.min(widest, c.columns() - j);
      Matrix right = columns(b, j, n);
      part(a, left, right, columns(c, j, n), accumulate, bias, j, rowBias);
    }
  }

  private static Matrix columns(Matrix x, int from, int count) {
    return new Matrix(
        x.storage(),
        x.offset() + from * x.columnStride(),
        x.rows(),
        count,
        x.rowStride(),
        x.columnStride());
  }

  /// The product for the columns that one packed `b` holds.
  private static void part(
      Matrix a,
      float[] left,
      Matrix b,
      Matrix c,
      boolean accumulate,
      @Nullable View bias,
      int biasStart,
      float[] rowBias) {
    int m = a.rows();
    int k = a.columns();
    int n = c.columns();
    int mr = BLOCKS.mr();
    // where all rows are one block each number of b is packed once anyway, by the task that uses it
    boolean shared = m > ONE_BLOCK;
    Blocks sizes = shared || (long) n * k < FAR ? BLOCKS : WIDE;
    int across = (n + sizes.nc() - 1) / sizes.nc();
    int down = shared ? (m + sizes.mc() - 1) / sizes.mc() : 1;
    if (shared && down * across < FEWEST_BLOCKS && (long) m * n * k > SPREAD) {
      down = Math.min((m + 2 * mr - 1) / (2 * mr), (FEWEST_BLOCKS + across - 1) / across);
    }
    int mc = ((m + down - 1) / down + mr - 1) / mr * mr;
    Blocks blocks = new Blocks(mr, sizes.nr(), mc, sizes.nc(), sizes.kc());
    float[] right = shared ? packRight(b, k, n) : NONE;
    Call call = new Call(a, b, c, left, right, accumulate, bias, biasStart, rowBias, blocks);
    int rows = (m + mc - 1) / mc;
    if ((long) m * n * k < SPREAD) {
      for (int block = 0; block < rows * across; block++) {
        block(call, block % rows, block / rows);
      }
    } else {
      Parallel.run(rows * across, block -> block(call, block % rows, block / rows));
    }
  }

  private static int leftFloats(Matrix a) {
    return (a.rows() + BLOCKS.mr() - 1) / BLOCKS.mr() * BLOCKS.mr() * a.columns();
  }

  private static float[] packLeft(Matrix a) {
    return packLeft(a, Scratch.floats(Scratch.LEFT, leftFloats(a)));
  }

  /// What the panels of weights depend on besides their numbers.
  private record Left(int offset, int rows, int columns, int rowStride, int columnStride) {}

  private static float[] packWeights(Matrix a) {
    return Derived.of(
        a.storage(),
        new Left(a.offset(), a.rows(), a.columns(), a.rowStride(), a.columnStride()),
        leftFloats(a),
        length -> Scratch.floats(Scratch.LEFT, length),
        to -> packLeft(a, to));
  }

  private static float[] packLeft(Matrix a, float[] left) {
    int k = a.columns();
    int mr = BLOCKS.mr();
    int panels = (a.rows() + mr - 1) / mr;
    Parallel.ranges(
        panels,
        Math.max(1, Parallel.MINIMUM_WORK / (mr * k + 1)),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            SimdPacking.left(a, p * mr, Math.min(mr, a.rows() - p * mr), 0, k, left, p * mr * k);
          }
        });
    return left;
  }

  private static float[] packRight(Matrix b, int k, int n) {
    int nr = BLOCKS.nr();
    int panels = (n + nr - 1) / nr;
    float[] right = Scratch.floats(Scratch.RIGHT, panels * nr * k);
    Parallel.ranges(
        panels,
        Math.max(BLOCKS.nc() / nr, Parallel.MINIMUM_WORK / (nr * k + 1)),
        (from, to) -> {
          int columns = Math.min(to * nr, n) - from * nr;
          SimdPacking.right(b, 0, k, from * nr, columns, right, from * nr * k, nr * k);
        });
    return right;
  }

  /// What the blocks of one product share.
  ///
  /// @param a the left operand
  /// @param b the right operand
  /// @param c the result
  /// @param left `a` in panels
  /// @param right `b` in panels; empty if each block packs its own
  /// @param accumulate whether the old `c` is added
  /// @param bias added to each row
  /// @param biasStart the first number of the bias
  /// @param rowBias added to each column, padded to whole tiles; one tile of zeros for none
  /// @param blocks the block sizes
  private record Call(
      Matrix a,
      Matrix b,
      Matrix c,
      float[] left,
      float[] right,
      boolean accumulate,
      @Nullable View bias,
      int biasStart,
      float[] rowBias,
      Blocks blocks) {}

  /// Whether the rows of a right operand are read where they lie: few enough to stay in a cache.
  private static boolean isNear(Matrix b) {
    return b.columnStride() == 1 && (long) b.rows() * b.columns() <= NEAR;
  }

  /// One block of `c`: rows `row·mc …`, columns `column·nc …`.
  private static void block(Call call, int row, int column) {
    Blocks blocks = call.blocks();
    int i0 = row * blocks.mc();
    int j0 = column * blocks.nc();
    Matrix c = call.c();
    int m = Math.min(blocks.mc(), c.rows() - i0);
    int n = Math.min(blocks.nc(), c.columns() - j0);
    int k = call.a().columns();
    int mr = blocks.mr();
    int nr = blocks.nr();
    int height = (m + mr - 1) / mr * mr;
    int width = (n + nr - 1) / nr * nr;
    float[] block = Scratch.floats(Scratch.RESULT, height * width);
    boolean begun = call.accumulate() || call.bias() != null;
    float[] starts = call.rowBias();
    if (begun) {
      begin(block, m, n, width, height, c, i0, j0, call);
    }
    boolean shared = call.right().length > 0;
    Matrix b = call.b();
    boolean inPlace = !shared && n == width && isNear(b);
    float[] right =
        shared
            ? call.right()
            : inPlace
                ? b.floats()
                : Scratch.floats(Scratch.RIGHT, width * Math.min(k, blocks.kc()));
    for (int k0 = 0; k0 < k; k0 += blocks.kc()) {
      int kc = Math.min(blocks.kc(), k - k0);
      boolean fresh = k0 == 0 && !begun;
      boolean last = k0 + kc == k;
      if (!shared && !inPlace) {
        SimdPacking.right(b, k0, kc, j0, n, right, 0, nr * kc);
      }
      for (int j = 0; j < width; j += nr) {
        int bo =
            shared
                ? (j0 + j) * k + k0 * nr
                : inPlace ? b.offset() + k0 * b.rowStride() + j0 + j : j * kc;
        int ldb = inPlace ? b.rowStride() : nr;
        for (int i = 0; i < height; i += mr) {
          int ao = (i0 + i) * k + k0 * mr;
          int at = i * width + j;
          int so = starts.length == mr ? 0 : i0 + i;
          boolean whole = last && i + mr <= m && j + nr <= n;
          SimdMicrokernel.multiply(
              kc,
              call.left(),
              ao,
              mr,
              right,
              bo,
              ldb,
              fresh,
              starts,
              so,
              block,
              at,
              width,
              whole ? c.floats() : block,
              whole ? c.offset() + (i0 + i) * c.rowStride() + j0 + j : at,
              whole ? c.rowStride() : width);
        }
      }
    }
    finishEdges(block, m, n, width, c, i0, j0);
  }

  /// Copies the tiles that are not whole, which were made in the block to the end.
  private static void finishEdges(
      float[] block, int m, int n, int width, Matrix c, int i0, int j0) {
    int wholeRows = m / BLOCKS.mr() * BLOCKS.mr();
    int wholeColumns = n / BLOCKS.nr() * BLOCKS.nr();
    for (int i = wholeColumns == n ? wholeRows : 0; i < m; i++) {
      int from = i < wholeRows ? wholeColumns : 0;
      int to = c.offset() + (i0 + i) * c.rowStride() + j0 + from;
      System.arraycopy(block, i * width + from, c.floats(), to, n - from);
    }
  }

  /// What the block begins with: the bias, the old `c`, or both.
  private static void begin(
      float[] block, int m, int n, int width, int height, Matrix c, int i0, int j0, Call call) {
    Arrays.fill(block, 0, height * width, 0);
    View bias = call.bias();
    float[] old = c.floats();
    for (int i = 0; i < m; i++) {
      if (bias != null) {
        int from = bias.offset() + call.biasStart() + j0;
        System.arraycopy(bias.floats(), from, block, i * width, n);
      }
      if (call.accumulate()) {
        int from = c.offset() + (i0 + i) * c.rowStride() + j0;
        int to = i * width;
        int j = 0;
        for (; j < SimdMicrokernel.SPECIES.loopBound(n); j += SimdMicrokernel.LANES) {
          FloatVector.fromArray(SimdMicrokernel.SPECIES, block, to + j)
              .add(FloatVector.fromArray(SimdMicrokernel.SPECIES, old, from + j))
              .intoArray(block, to + j);
        }
        for (; j < n; j++) {
          block[to + j] += old[from + j];
        }
      }
    }
  }
}
