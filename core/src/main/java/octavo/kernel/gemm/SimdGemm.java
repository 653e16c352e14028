package octavo.kernel.gemm;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.DType;
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
  private static final ScalarGemm SCALAR = new ScalarGemm();

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
        packed(a, b, c, accumulate, bias);
      }
    }
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
      Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias) {
    int k = a.columns();
    int widest = Math.max(BLOCKS.nc(), LARGEST_RIGHT / Math.max(1, k) / BLOCKS.nr() * BLOCKS.nr());
    for (int j = 0; j < c.columns(); j += widest) {
      int n = Math.min(widest, c.columns() - j);
      part(a, columns(b, j, n), columns(c, j, n), accumulate, bias, j);
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

  private static void part(
      Matrix a, Matrix b, Matrix c, boolean accumulate, @Nullable View bias, int biasStart) {
    int k = a.columns();
    int n = c.columns();
    int nr = BLOCKS.nr();
    int panels = (n + nr - 1) / nr;
    float[] right = Scratch.floats(Scratch.RIGHT, panels * nr * k);
    int together = Math.max(1, Parallel.MINIMUM_WORK / (nr * k + 1));
    Parallel.ranges(
        panels,
        together,
        (from, to) -> {
          for (int p = from; p < to; p++) {
            Packing.right(b, p * nr, Math.min(nr, n - p * nr), nr, right, p * nr * k);
          }
        });
    int mc = Math.min(BLOCKS.mc(), (a.rows() + BLOCKS.mr() - 1) / BLOCKS.mr() * BLOCKS.mr());
    if ((long) a.rows() * n <= 2L * BLOCKS.mc() * BLOCKS.nc() && a.rows() > BLOCKS.mr()) {
      mc = Math.max(BLOCKS.mr(), (mc / 2 + BLOCKS.mr() - 1) / BLOCKS.mr() * BLOCKS.mr());
    }
    int rowsOfBlock = mc;
    int down = (a.rows() + mc - 1) / mc;
    int across = (n + BLOCKS.nc() - 1) / BLOCKS.nc();
    long work = (long) a.rows() * n * k;
    if (work < 4L * Parallel.MINIMUM_WORK * 8) {
      for (int block = 0; block < down * across; block++) {
        block(a, right, c, accumulate, bias, biasStart, block % down, block / down, rowsOfBlock);
      }
      return;
    }
    Parallel.run(
        down * across,
        block ->
            block(
                a, right, c, accumulate, bias, biasStart, block % down, block / down, rowsOfBlock));
  }

  /// One block of `c`: rows `row·mc …`, columns `column·nc …`.
  private static void block(
      Matrix a,
      float[] right,
      Matrix c,
      boolean accumulate,
      @Nullable View bias,
      int biasStart,
      int row,
      int column,
      int mc) {
    int i0 = row * mc;
    int j0 = column * BLOCKS.nc();
    int m = Math.min(mc, a.rows() - i0);
    int n = Math.min(BLOCKS.nc(), c.columns() - j0);
    int k = a.columns();
    int mr = BLOCKS.mr();
    int nr = BLOCKS.nr();
    int height = (m + mr - 1) / mr * mr;
    int width = (n + nr - 1) / nr * nr;
    float[] block = Scratch.floats(Scratch.RESULT, height * width);
    begin(block, m, n, width, height, c, i0, j0, accumulate, bias, biasStart + j0);
    float[] left = Scratch.floats(Scratch.LEFT, height * BLOCKS.kc());
    for (int k0 = 0; k0 < k; k0 += BLOCKS.kc()) {
      int kc = Math.min(BLOCKS.kc(), k - k0);
      Packing.left(a, i0, m, k0, kc, mr, left);
      for (int j = 0; j < width; j += nr) {
        int b = (j0 + j) / nr * nr * k + k0 * nr;
        for (int i = 0; i < height; i += mr) {
          SimdMicrokernel.multiply(kc, left, i * kc, right, b, block, i * width + j, width);
        }
      }
    }
    float[] to = c.floats();
    for (int i = 0; i < m; i++) {
      System.arraycopy(block, i * width, to, c.offset() + (i0 + i) * c.rowStride() + j0, n);
    }
  }

  /// What the block begins with: zeros, the bias, the old `c`, or both.
  private static void begin(
      float[] block,
      int m,
      int n,
      int width,
      int height,
      Matrix c,
      int i0,
      int j0,
      boolean accumulate,
      @Nullable View bias,
      int biasStart) {
    Arrays.fill(block, 0, height * width, 0);
    float[] old = c.floats();
    for (int i = 0; i < m; i++) {
      if (bias != null) {
        System.arraycopy(bias.floats(), bias.offset() + biasStart, block, i * width, n);
      }
      if (accumulate) {
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
