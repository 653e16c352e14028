package octavo.kernel.gemm;

import java.util.Arrays;
import octavo.kernel.Caches;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.conv.Epilogue;
import octavo.kernel.conv.SimdEpilogue;
import octavo.storage.DType;
import octavo.storage.Derived;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Matrix products of float32 by packed panels and a micro-kernel in registers (Goto and van de
/// Geijn, "Anatomy of high-performance matrix multiplication", 2008; the loops are those of BLIS).
/// Tiny and thin products go to [SimdThinGemm], other types to the oracle.
///
/// A task makes one block of `c` by itself, [SimdProduct], so blocks can be made in any order by any thread.
/// Each thread packs the columns of `b` that its blocks need, [OwnPanels], or all pack them together if they
/// are too many for that; or `b` is read where it lies, if its rows are runs of numbers that meet few rows of
/// `a`. Each number of `c` is one chain of multiply-adds over k, so neither the threads nor the caches, which
/// decide the block sizes, change a bit.
public final class SimdGemm implements GemmKernels {
  private static final ScalarGemm SCALAR = new ScalarGemm();
  private static final int NR = SimdMicrokernel.COLUMNS;

  /// Products of at least this many multiplications, five microseconds of work, have at least [#enough] blocks and
  /// are shared out, unless there is one thread: then blocks are as large as the caches let them be.
  private static final long SPREAD = 8L * Parallel.MINIMUM_WORK;

  private static final int FEWEST_BLOCKS = 8;

  private static final int BLOCKS_PER_THREAD = 4;

  /// Up to so many rows are one block.
  private static final int ONE_BLOCK = 128;

  /// Numbers that one task packs at least, about five microseconds of work.
  private static final int PACKED_AT_ONCE = Parallel.MINIMUM_WORK / 2;

  /// Up to so many rows are few blocks, which may all read a small `b` where it lies.
  private static final int FEW_BLOCKS = 1024;

  /// Panels of more numbers are not kept.
  private static final long LARGEST_KEPT = 1L << 30;

  private static final float[] NONE = {};
  private static final Sizes MACHINE = Sizes.of(Caches.machine());

  /// Whether a tile whose operands are not packed is nearly as fast as one whose operands are: with four rows it is
  /// not.
  private static final boolean MANY = SimdMicrokernel.MANY_REGISTERS;

  /// Whether there are tiles that pack the columns that they read.
  private static final boolean KEEPS = SimdMicrokernel.LANES >= 8;

  private final Sizes sizes;

  /// What the caches decide.
  ///
  /// @param many blocks of a product of many rows
  /// @param low blocks of a product of few rows
  /// @param second how many numbers fill the second level
  /// @param near a left operand of so few numbers, a quarter of the second level, is not packed if its rows
  ///     are neighbors
  /// @param far a right operand of so many numbers, a quarter of the third level, lies in memory
  /// @param largestRight the largest packed `b`, which fills the third level; a wider one is done in
  ///     several parts
  private record Sizes(
      Blocks many, Blocks low, long second, long near, long far, long largestRight) {
    static Sizes of(Caches caches) {
      return new Sizes(
          Blocks.of(SimdMicrokernel.TALL, NR, caches),
          Blocks.low(SimdMicrokernel.ROWS, NR, caches),
          caches.l2() / Float.BYTES,
          MANY ? caches.l2() / 4 / Float.BYTES : 0,
          caches.l3() / 4 / Float.BYTES,
          Math.min(caches.l3() / Float.BYTES, 1 << 26));
    }
  }

  /// Products by block sizes for this machine.
  public SimdGemm() {
    sizes = MACHINE;
  }

  /// Products by block sizes for other caches.
  SimdGemm(Caches caches) {
    sizes = Sizes.of(caches);
  }

  /// The block sizes for this machine, as text.
  public static String describe() {
    Blocks blocks = MACHINE.many;
    return "tiles of %d × %d, mc %d, nc %d (up to %d where k ≤ kc), kc %d"
        .formatted(
            blocks.mr(), blocks.nr(), blocks.mc(), blocks.nc(), blocks.widest(), blocks.kc());
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, Addition also) {
    if (c.storage().dtype() != DType.FLOAT32 || c.columnStride() != 1) {
      SCALAR.multiply(a, b, c, also);
    } else if (c.rows() > 0 && c.columns() > 0) {
      if (SimdThinGemm.suits(a, b)) {
        SimdThinGemm.multiply(a, b, c, also.accumulate(), also.bias());
        end(c, also);
      } else if (SimdTurned.pays(a, b, also)) {
        float[] starts = starts(also.bias(), 0, b.columns());
        packed(b.transpose(), NONE, a.transpose(), c.transpose(), starts, Addition.NONE);
        end(c, also);
      } else {
        packed(a, NONE, b, c, SimdMicrokernel.zeros(), also);
      }
    }
  }

  @Override
  public void multiplyWeights(Matrix a, Matrix weights, Matrix c, Addition also) {
    boolean suits =
        c.storage().dtype() == DType.FLOAT32
            && c.columnStride() == 1
            && c.rows() > 0
            && c.columns() > 0
            && !SimdThinGemm.suits(a, weights);
    float[] right = suits ? keptRight(weights) : NONE;
    if (right.length == 0) {
      multiply(a, weights, c, also);
    } else {
      part(a, NONE, weights, right, c, SimdMicrokernel.zeros(), also, 0);
    }
  }

  /// The weights in panels of the right operand, which are made at their second use; nothing at the first.
  private static float[] keptRight(Matrix weights) {
    Object key = Panels.of(weights, /* right= */ true);
    float[] kept = Derived.kept(weights.storage(), key);
    if (kept != null) {
      return kept;
    }
    long size = (weights.columns() + NR - 1L) / NR * NR * weights.rows();
    if (size > LARGEST_KEPT || !Derived.repeats(weights.storage(), key)) {
      return NONE;
    }
    float[] panels = new float[(int) size + Scratch.LINE];
    pack(weights.rows(), weights, NONE, weights, panels);
    Derived.keep(weights.storage(), key, panels);
    return panels;
  }

  /// The part of a bias with which sums begin that begin with nothing else, padded to whole panels; empty if
  /// they do not.
  private static float[] startRow(Addition also, int column, int width) {
    View bias = also.bias();
    if (bias == null || also.accumulate()) {
      return NONE;
    }
    int from = bias.offset() + column;
    return Arrays.copyOfRange(bias.floats(), from, from + width);
  }

  private static void end(Matrix c, Addition also) {
    if (!also.ends()) {
      return;
    }
    Matrix residual = also.residual();
    for (int i = 0; i < c.rows(); i++) {
      SimdEpilogue.apply(
          also.epilogue(),
          residual == null ? null : residual.floats(),
          residual == null ? 0 : residual.offset() + i * residual.rowStride(),
          c.floats(),
          c.offset() + i * c.rowStride(),
          c.columns());
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
      packed(a, packWeights(a), b, c, starts(bias, first, a.rows()), Addition.NONE);
    }
  }

  private static float[] starts(@Nullable View bias, int first, int rows) {
    if (bias == null) {
      return SimdMicrokernel.zeros();
    }
    int mr = tileRows(rows);
    // a tile more, so that it is never taken for the zeros
    float[] starts = new float[(rows + mr - 1) / mr * mr + mr];
    System.arraycopy(bias.floats(), bias.offset() + first, starts, 0, rows);
    return starts;
  }

  @Override
  public void multiplyBatch(
      int batch, Matrix a, int aStep, Matrix b, int bStep, Matrix c, int cStep, Epilogue bounds) {
    if (c.storage().dtype() != DType.FLOAT32 || c.columnStride() != 1) {
      SCALAR.multiplyBatch(batch, a, aStep, b, bStep, c, cStep, bounds);
      return;
    }
    Addition also = Addition.NONE.bounded(bounds);
    long work = (long) a.rows() * a.columns() * b.columns();
    int together = (int) Math.max(1, Math.min(batch, Parallel.MINIMUM_WORK * 8L / (work + 1)));
    Parallel.ranges(
        batch,
        together,
        (from, to) -> {
          for (int p = from; p < to; p++) {
            multiply(a.shifted(p * aStep), b.shifted(p * bStep), c.shifted(p * cStep), also);
          }
        });
  }

  /// The product in as many parts, side by side, as a packed `b` of bounded size asks for.
  ///
  /// @param weights `a` in panels, or nothing
  private void packed(
      Matrix a, float[] weights, Matrix b, Matrix c, float[] starts, Addition also) {
    int nc = sizes.many.nc();
    long fits = sizes.largestRight / Math.max(1, a.columns()) / nc * nc;
    int widest = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(nc, fits));
    float[] left = weights;
    for (int j = 0; j < c.columns(); j += widest) {
      int n = Math.min(widest, c.columns() - j);
      left = part(a, left, columns(b, j, n), NONE, columns(c, j, n), starts, also, j);
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

  /// The product for the columns that one packed `b` holds. What is in panels already is given so. Returns
  /// `a` in panels, or nothing where each block packed its own rows.
  private float[] part(
      Matrix a,
      float[] lefts,
      Matrix b,
      float[] rights,
      Matrix c,
      float[] starts,
      Addition also,
      int column) {
    int m = a.rows();
    int k = a.columns();
    int n = c.columns();
    boolean spread = Parallel.helps() && (long) m * n * k >= SPREAD;
    int panels = (n + NR - 1) / NR;
    boolean leftInPlace = lefts.length == 0 && readsLeft(a, b, c);
    int mr = leftInPlace ? SimdMicrokernel.ROWS : tileRows(m);
    boolean low = (long) n * k < sizes.far || rights.length > 0;
    boolean lies = m <= ONE_BLOCK ? low : m <= FEW_BLOCKS && (long) n * k <= sizes.second / 2;
    boolean readable = rights.length == 0 && b.columnStride() == 1;
    // of a single row of tiles each reads columns that no other needs
    boolean here = MANY && readable && lies && (leftInPlace || m <= mr);
    boolean near = MANY && (long) n * k <= sizes.second / 4;
    boolean keeps = KEEPS && readable && !here && (m <= ONE_BLOCK || near);
    int readHere = here ? SimdMicrokernel.readable(m, mr, n) : 0;
    // where all rows are one block each number of b is packed once anyway, by the task that uses
    // it; but one block of rows is too few to share out where there are few columns
    int few = here ? FEWEST_BLOCKS : 2 * Parallel.threads();
    boolean shared = m > ONE_BLOCK || (spread && panels < few && m > panels * mr);
    boolean packsA = lefts.length == 0 && !leftInPlace;
    boolean packsB = rights.length == 0 && readHere == 0;
    int threads = spread ? Parallel.threads() : 1;
    boolean once = k <= sizes.many.kc() && !also.accumulate();
    Blocks blocks =
        shared
            ? sizes
                .many
                .wider(once)
                .share(mr, m, n, threads, keeps ? 2 * threads : enough(), packsA, packsB)
            : cutColumns(low ? sizes.low : sizes.low.wide(), mr, m, n, spread);
    // all threads' own panels together fill the third level at most
    boolean own =
        shared && packsB && !keeps && (long) blocks.nc() * k * threads <= sizes.largestRight;
    boolean packsLeft = packsA && !own && n > blocks.nc(); // else each number is used by one block
    boolean packsRight = packsB && !own && !keeps && readHere < n && (shared || readHere > 0);
    float[] left = packsLeft ? Scratch.floats(Scratch.LEFT, leftFloats(a)) : lefts;
    float[] right =
        packsRight
            ? Scratch.floats(Scratch.RIGHT, (panels * NR - readHere) * k + Scratch.LINE)
            : rights;
    Matrix besides = columns(b, readHere, n - readHere);
    pack(k, a, packsLeft ? left : NONE, besides, packsRight ? right : NONE);
    boolean far = left.length > 0 && (long) m * k > sizes.second;
    float[] row = startRow(also, column, panels * NR);
    SimdProduct product =
        new SimdProduct(
            a,
            b,
            c,
            left,
            leftInPlace,
            readHere,
            right,
            own ? new OwnPanels() : null,
            far,
            starts,
            row,
            also,
            column,
            blocks);
    product.compute(spread);
    return left;
  }

  /// Whether the tiles read `a` where it lies: neighbors for each inner index, if they are few, and rows of a
  /// product that is turned.
  private boolean readsLeft(Matrix a, Matrix b, Matrix c) {
    int m = a.rows();
    int mr = SimdMicrokernel.ROWS;
    boolean turned = c.columnStride() != 1;
    boolean neighbors = a.rowStride() == 1 && (long) m * a.columns() <= sizes.near;
    boolean rows = turned && a.columnStride() == 1 && b.columnStride() != 1;
    return (neighbors || rows) && m % (turned ? mr / 2 : mr) == 0;
  }

  /// Blocks of all rows, and narrower ones where there would be too few to share out.
  private static Blocks cutColumns(Blocks blocks, int mr, int m, int n, boolean spread) {
    int mc = (m + mr - 1) / mr * mr;
    int panels = (n + NR - 1) / NR;
    int wide = blocks.nc() / NR;
    if (spread) {
      wide = Math.min(wide, Math.max(2, Math.ceilDiv(panels, enough())));
      wide = Blocks.evenly(panels, Math.ceilDiv(panels, wide), 1, Parallel.threads());
    }
    return new Blocks(mr, NR, mc, wide * NR, blocks.kc());
  }

  /// So many blocks keep all threads busy to the end.
  private static int enough() {
    return Math.max(FEWEST_BLOCKS, BLOCKS_PER_THREAD * Parallel.threads());
  }

  /// Rows of a tile of a product of so many. With 32 registers the last tile may have four or eight of twelve, so tall
  /// tiles suit all but the fewest; otherwise it is whole.
  private static int tileRows(int rows) {
    boolean tall = rows > (MANY ? SimdMicrokernel.ROWS : ONE_BLOCK);
    return tall ? SimdMicrokernel.TALL : SimdMicrokernel.ROWS;
  }

  private static int leftFloats(Matrix a) {
    int mr = tileRows(a.rows());
    return (a.rows() + mr - 1) / mr * mr * a.columns();
  }

  /// What the panels of weights depend on besides their numbers.
  private record Panels(
      boolean right, int offset, int rows, int columns, int rowStride, int columnStride) {
    static Panels of(Matrix x, boolean right) {
      return new Panels(right, x.offset(), x.rows(), x.columns(), x.rowStride(), x.columnStride());
    }
  }

  private static float[] packWeights(Matrix a) {
    return Derived.of(
        a.storage(),
        Panels.of(a, /* right= */ false),
        leftFloats(a),
        length -> Scratch.floats(Scratch.LEFT, length),
        to -> {
          pack(a.columns(), a, to, a, NONE);
          return to;
        });
  }

  /// Packs `a` and `b`, with `k` inner indices, into `left` and `right`, in one go; what has no array is not
  /// packed.
  private static void pack(int k, Matrix a, float[] left, Matrix b, float[] right) {
    int mr = tileRows(a.rows());
    int above = left.length == 0 ? 0 : (a.rows() + mr - 1) / mr;
    int beside = right.length == 0 ? 0 : (b.columns() + NR - 1) / NR;
    int high = Math.max(1, PACKED_AT_ONCE / (mr * k + 1));
    // a few panels together where there are many: then rows of b are read in longer runs
    int wide =
        Math.max(
            Math.max(1, PACKED_AT_ONCE / (NR * k + 1)), Math.min(SimdPacking.TOGETHER, beside / 8));
    int lefts = (above + high - 1) / high;
    int rights = (beside + wide - 1) / wide;
    Parallel.run(
        lefts + rights,
        task -> {
          if (task < rights) {
            int from = task * wide;
            int columns = Math.min((from + wide) * NR, b.columns()) - from * NR;
            int at = Scratch.LINE + from * NR * k;
            SimdPacking.right(b, 0, k, from * NR, columns, right, at, NR * k);
          } else {
            int from = (task - rights) * high;
            for (int p = from; p < Math.min(above, from + high); p++) {
              int rows = Math.min(mr, a.rows() - p * mr);
              SimdPacking.left(a, p * mr, rows, 0, k, left, p * mr * k, mr);
            }
          }
        });
  }
}
