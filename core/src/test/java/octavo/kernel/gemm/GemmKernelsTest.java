package octavo.kernel.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Caches;
import octavo.kernel.conv.Epilogue;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class GemmKernelsTest {
  private static final int[] SIZES = {1, 2, 5, 6, 7, 15, 16, 17, 31, 33, 64, 100};

  private static FloatStorage random(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatStorage(values);
  }

  private static Matrix matrix(Random random, int rows, int columns) {
    int offset = random.nextInt(4);
    int gap = random.nextInt(3);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Matrix(
              random(random, offset + rows * (columns + gap)),
              offset,
              rows,
              columns,
              columns + gap,
              1);
      case 1 ->
          new Matrix(
              random(random, offset + columns * (rows + gap)),
              offset,
              rows,
              columns,
              1,
              rows + gap);
      default ->
          new Matrix(
              random(random, offset + 2 * rows * columns), offset, rows, columns, 2 * columns, 2);
    };
  }

  /// `|c - c'| ≤ 2·ε·√k·Σ|a||b|`, here with normal numbers: `Σ|a||b| ≈ 0.64·k`.
  private static void assertClose(FloatStorage expected, FloatStorage found, int k) {
    for (int i = 0; i < expected.length(); i++) {
      double tolerance = 2 * 0x1p-23 * Math.sqrt(k + 1) * (0.64 * k + 4);
      assertThat((double) found.array()[i])
          .isCloseTo(expected.array()[i], org.assertj.core.data.Offset.offset(tolerance));
    }
  }

  @Test
  void equalsTheOracleForAllLayouts() {
    Random random = new Random(1);
    for (int round = 0; round < 400; round++) {
      int m = SIZES[random.nextInt(SIZES.length)];
      int n = SIZES[random.nextInt(SIZES.length)];
      int k = round % 20 == 0 ? 0 : SIZES[random.nextInt(SIZES.length)] * (round % 7 == 0 ? 9 : 1);
      Matrix a = matrix(random, m, k);
      Matrix b = matrix(random, k, n);
      FloatStorage start = random(random, m * (n + 3) + 2);
      View bias = random.nextBoolean() ? View.of(random(random, n), n) : null;
      boolean accumulate = random.nextBoolean();
      FloatStorage expected = (FloatStorage) start.copyOfRange(0, start.length());
      FloatStorage found = (FloatStorage) start.copyOfRange(0, start.length());
      new ScalarGemm().multiply(a, b, new Matrix(expected, 2, m, n, n + 3, 1), accumulate, bias);
      new SimdGemm().multiply(a, b, new Matrix(found, 2, m, n, n + 3, 1), accumulate, bias);
      assertClose(expected, found, k);
    }
  }

  /// Products of many rows one after the other, some of equal shapes: each thread makes its own panels, which must
  /// be those of this product and of these columns.
  @Test
  void manyRowsEqualTheOracleForAllLayouts() {
    Random random = new Random(8);
    for (int round = 0; round < 60; round++) {
      int m = new int[] {129, 150, 208, 301}[random.nextInt(4)];
      int n = new int[] {40, 96, 131, 300}[random.nextInt(4)];
      int k = new int[] {1, 7, 40, 77}[random.nextInt(4)];
      for (int again = 0; again < 2; again++) {
        Matrix a = matrix(random, m, k);
        Matrix b = matrix(random, k, n);
        View bias = random.nextBoolean() ? View.of(random(random, n), n) : null;
        FloatStorage expected = new FloatStorage(new float[m * n]);
        FloatStorage found = new FloatStorage(new float[m * n]);
        new ScalarGemm().multiply(a, b, Matrix.of(expected, m, n), false, bias);
        AnyThreads.with(
            1 + round % 4,
            () -> new SimdGemm().multiply(a, b, Matrix.of(found, m, n), false, bias));
        assertClose(expected, found, k);
      }
    }
  }

  /// Whichever operand is woven, read where it lies or turned, and whatever tiles are left at the ends. The
  /// arrays end with their last numbers, so that no tile may read behind them.
  @Test
  void eachNumberIsOneChainOfMultiplyAdds() {
    Random random = new Random(8);
    int[] sizes = {4, 8, 12, 16, 20, 23, 32, 48, 60, 80, 100, 132, 144};
    for (int round = 0; round < 600; round++) {
      int m = sizes[random.nextInt(sizes.length)];
      int n = sizes[random.nextInt(sizes.length)];
      int k = round % 50 == 0 ? 1100 : 1 + random.nextInt(40);
      Matrix a = Matrix.of(random(random, m * k), m, k);
      Matrix b = Matrix.of(random(random, k * n), k, n);
      Matrix left = random.nextBoolean() ? a : copyOfColumns(a);
      Matrix right = random.nextBoolean() ? b : copyOfColumns(b);
      View bias = random.nextBoolean() ? View.of(random(random, n), n) : null;
      if (SimdThinGemm.suits(left, right)) {
        continue;
      }
      FloatStorage found = new FloatStorage(new float[m * n]);
      new SimdGemm().multiply(left, right, Matrix.of(found, m, n), Addition.of(false, bias));
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float sum = bias == null ? 0 : bias.floats()[bias.offset() + j];
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a.floats()[i * k + p], b.floats()[p * n + j], sum);
          }
          assertThat(found.array()[i * n + j])
              .as("%d, %d of %d by %d by %d", i, j, m, k, n)
              .isEqualTo(sum);
        }
      }
    }
  }

  @Test
  void turningPaysForFewRowsByRowsOfWeightsAndForFewColumns() {
    boolean turns = SimdMicrokernel.MANY_REGISTERS;
    FloatStorage any = new FloatStorage(new float[1]);
    Matrix x = Matrix.of(any, 32, 784);
    Matrix weights = Matrix.of(any, 400, 784);
    assertThat(SimdTurned.pays(x, weights.transpose(), Addition.NONE)).isEqualTo(turns);
    assertThat(SimdTurned.pays(x, weights.transpose(), Addition.of(true, null))).isFalse();
    x = Matrix.of(any, 128, 784);
    Matrix gradient = Matrix.of(any, 128, 400);
    assertThat(SimdTurned.pays(gradient, weights, Addition.NONE)).isFalse();
    assertThat(SimdTurned.pays(gradient.transpose(), x, Addition.NONE)).isFalse();
    Matrix latent = Matrix.of(any, 128, 20);
    assertThat(SimdTurned.pays(gradient.transpose(), latent, Addition.NONE)).isEqualTo(turns);
    assertThat(SimdTurned.pays(latent.transpose(), gradient, Addition.NONE)).isFalse();
    assertThat(SimdTurned.pays(Matrix.of(any, 512, 64), Matrix.of(any, 64, 512), Addition.NONE))
        .isFalse();
  }

  @Test
  void batchesEqualTheOracle() {
    Random random = new Random(2);
    FloatStorage a = random(random, 6 * 20 * 9);
    FloatStorage b = random(random, 9 * 30);
    FloatStorage expected = new FloatStorage(new float[6 * 20 * 30]);
    FloatStorage found = new FloatStorage(new float[6 * 20 * 30]);
    for (GemmKernels kernels : new GemmKernels[] {new ScalarGemm(), new SimdGemm()}) {
      kernels.multiplyBatch(
          6,
          Matrix.of(a, 20, 9),
          180,
          Matrix.of(b, 9, 30),
          0,
          Matrix.of(kernels instanceof ScalarGemm ? expected : found, 20, 30),
          600,
          Epilogue.NONE);
    }
    assertClose(expected, found, 9);
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    Random random = new Random(3);
    int[][] sizes = {
      {300, 530, 310},
      {128, 530, 70},
      {128, 70, 310},
      {64, 64, 64},
      {20, 310, 530},
      {300, 20, 70},
      {151, 530, 311}
    };
    for (int[] size : sizes) {
      int m = size[0];
      int n = size[1];
      int k = size[2];
      Matrix a = Matrix.of(random(random, m * k), m, k);
      Matrix turned = copyOfColumns(a);
      Matrix b = Matrix.of(random(random, k * n), k, n);
      List<float[]> found = new ArrayList<>();
      for (Matrix left : new Matrix[] {a, turned}) {
        for (Matrix right : new Matrix[] {b, copyOfColumns(b)}) {
          found.add(
              AnyThreads.same(() -> {
                FloatStorage c = new FloatStorage(new float[m * n]);
                new SimdGemm().multiply(left, right, Matrix.of(c, m, n), false, null);
                return c.array();
              }));
        }
      }
      assertThat(found).containsOnly(found.getFirst());
    }
  }

  /// Caches cut products into steps and blocks: of a few numbers where they are tiny, else into several or into one.
  /// No sum is taken in another order for that, whatever it begins and ends with.
  @Test
  void theSameBitsForAnyCachesWhateverIsAdded() {
    Random random = new Random(9);
    Caches[] all = {
      new Caches(1, 1, 1, /* assumed= */ false),
      new Caches(32 << 10, 512 << 10, 8 << 20, /* assumed= */ false),
      new Caches(48 << 10, 1 << 20, 32 << 20, /* assumed= */ false)
    };
    int[] sizes = {8, 16, 24, 48, 61, 80, 129, 144, 300};
    int[] inner = {1, 40, 73, 150, 600};
    for (int round = 0; round < 100; round++) {
      int m = sizes[random.nextInt(sizes.length)];
      int n = sizes[random.nextInt(sizes.length)];
      int k = inner[random.nextInt(inner.length)];
      Matrix a = matrix(random, m, k);
      Matrix b = matrix(random, k, n);
      FloatStorage start = random(random, m * (n + 3) + 2);
      View bias = random.nextBoolean() ? View.of(random(random, n), n) : null;
      Matrix residual = random.nextBoolean() ? Matrix.of(random(random, m * n), m, n) : null;
      Epilogue epilogue = new Epilogue(residual != null, -10, 10);
      Addition also = new Addition(random.nextBoolean(), bias, epilogue, residual);
      float[] first = null;
      for (Caches caches : all) {
        FloatStorage found = (FloatStorage) start.copyOfRange(0, start.length());
        new SimdGemm(caches).multiply(a, b, new Matrix(found, 2, m, n, n + 3, 1), also);
        first = first == null ? found.array() : first;
        assertThat(found.array()).as("%d by %d by %d, %s", m, k, n, also).isEqualTo(first);
      }
    }
  }

  /// The same matrix, whose columns lie one after the other.
  private static Matrix copyOfColumns(Matrix x) {
    float[] turned = new float[x.rows() * x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        turned[j * x.rows() + i] = x.floats()[x.offset() + i * x.rowStride() + j];
      }
    }
    return Matrix.of(new FloatStorage(turned), x.columns(), x.rows()).transpose();
  }

  /// Sizes with more than one block, panel and part in each direction, of many rows and of few; the small `k` is
  /// a single step, whose blocks are wider if there is no bias.
  @Test
  void theSameBitsForAnyCaches() {
    Random random = new Random(4);
    for (int[] size : new int[][] {{37, 310}, {300, 310}, {300, 60}}) {
      int m = size[0];
      int k = size[1];
      int n = 530;
      Matrix a = Matrix.of(random(random, m * k), m, k);
      Matrix b = Matrix.of(random(random, k * n), k, n);
      View bias = View.of(random(random, n), n);
      for (View added : new View[] {bias, null}) {
        float[] first = null;
        for (long bytes : new long[] {1 << 20, 1, 20_000, 70_001, 256 << 10, 1L << 40}) {
          Caches caches = new Caches(bytes, bytes, bytes, /* assumed= */ false);
          FloatStorage c = new FloatStorage(new float[m * n]);
          new SimdGemm(caches).multiply(a, b, Matrix.of(c, m, n), false, added);
          first = first == null ? c.array() : first;
          assertThat(c.array()).isEqualTo(first);
        }
      }
    }
  }

  /// Bounds and residual block by block are those of a second pass, bit for bit.
  @Test
  void theEpilogueIsThatOfASecondPass() {
    Random random = new Random(5);
    double infinity = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 200; round++) {
      int m = SIZES[random.nextInt(SIZES.length)] * (round % 9 == 0 ? 3 : 1);
      int n = SIZES[random.nextInt(SIZES.length)];
      int k = SIZES[random.nextInt(SIZES.length)];
      Matrix a = matrix(random, m, k);
      Matrix b = matrix(random, k, n);
      View bias = random.nextBoolean() ? View.of(random(random, n), n) : null;
      FloatStorage added = random.nextBoolean() ? random(random, m * n) : null;
      a.floats()[a.offset()] = round % 5 == 0 ? Float.NaN : 1;
      Epilogue epilogue =
          new Epilogue(
              added != null, round % 3 == 0 ? -infinity : 0, round % 2 == 0 ? infinity : 6);
      FloatStorage expected = new FloatStorage(new float[m * n]);
      FloatStorage found = new FloatStorage(new float[m * n]);
      new SimdGemm().multiply(a, b, Matrix.of(expected, m, n), false, bias);
      epilogue.apply(added == null ? null : View.of(added, m * n), View.of(expected, m * n));
      Matrix residual = added == null ? null : Matrix.of(added, m, n);
      new SimdGemm()
          .multiply(a, b, Matrix.of(found, m, n), new Addition(false, bias, epilogue, residual));
      assertThat(found.array()).isEqualTo(expected.array());
      FloatStorage oracle = new FloatStorage(new float[m * n]);
      if (round % 5 != 0) {
        new ScalarGemm()
            .multiply(a, b, Matrix.of(oracle, m, n), new Addition(false, bias, epilogue, residual));
        assertClose(oracle, found, k);
      }
    }
  }

  /// Rows or columns that lie backwards, in arrays that end with the matrix.
  @Test
  void flippedMatricesEqualTheOracle() {
    Random random = new Random(8);
    for (int[] size : new int[][] {{200, 8, 33}, {300, 7, 8}, {130, 3, 65}, {96, 8, 65}}) {
      int m = size[0];
      int k = size[1];
      int n = size[2];
      for (int way = 0; way < 16; way++) {
        Matrix a = backwards(random, m, k, (way & 1) != 0, (way & 2) != 0);
        Matrix b = backwards(random, k, n, (way & 4) != 0, (way & 8) != 0);
        FloatStorage expected = new FloatStorage(new float[m * n]);
        FloatStorage found = new FloatStorage(new float[m * n]);
        new ScalarGemm().multiply(a, b, Matrix.of(expected, m, n), Addition.NONE);
        new SimdGemm().multiply(a, b, Matrix.of(found, m, n), Addition.NONE);
        assertClose(expected, found, k);
      }
    }
  }

  private static Matrix backwards(
      Random random, int rows, int columns, boolean transposed, boolean acrossColumns) {
    FloatStorage numbers = random(random, rows * columns);
    int row = transposed ? 1 : columns;
    int column = transposed ? rows : 1;
    return acrossColumns
        ? new Matrix(numbers, (columns - 1) * column, rows, columns, row, -column)
        : new Matrix(numbers, (rows - 1) * row, rows, columns, -row, column);
  }

  /// The first call packs as it goes, the second keeps the panels, the third uses them; new numbers count.
  @Test
  void keptWeightsAreTheSameBits() {
    Random random = new Random(7);
    for (int[] size : new int[][] {{1, 40, 50}, {5, 300, 700}, {130, 70, 600}, {300, 20, 33}}) {
      Matrix a = matrix(random, size[0], size[1]);
      FloatStorage numbers = random(random, size[1] * size[2]);
      for (boolean transposed : new boolean[] {false, true}) {
        Matrix weights =
            transposed
                ? Matrix.of(numbers, size[2], size[1]).transpose()
                : Matrix.of(numbers, size[1], size[2]);
        View bias = View.of(random(random, size[2]), size[2]);
        Addition also = Addition.of(false, bias);
        for (int version = 0; version < 2; version++) {
          FloatStorage expected = new FloatStorage(new float[size[0] * size[2]]);
          new SimdGemm().multiply(a, weights, Matrix.of(expected, size[0], size[2]), also);
          for (int call = 0; call < 3; call++) {
            FloatStorage found = new FloatStorage(new float[size[0] * size[2]]);
            new SimdGemm().multiplyWeights(a, weights, Matrix.of(found, size[0], size[2]), also);
            assertThat(found.array()).isEqualTo(expected.array());
          }
          numbers.array()[3] += 1;
          numbers.touch();
        }
      }
    }
  }

  /// A packed right operand of bounded size: the bias and the residual go on where a part ends.
  @Test
  void partsSideBySideAreOneProduct() {
    Random random = new Random(6);
    int m = 150;
    int k = 40;
    int n = 1100;
    Matrix a = Matrix.of(random(random, m * k), m, k);
    Matrix b = Matrix.of(random(random, k * n), k, n);
    Matrix residual = Matrix.of(random(random, m * n), m, n);
    Addition also =
        new Addition(false, View.of(random(random, n), n), new Epilogue(true, -1, 1), residual);
    FloatStorage expected = new FloatStorage(new float[m * n]);
    FloatStorage found = new FloatStorage(new float[m * n]);
    new ScalarGemm().multiply(a, b, Matrix.of(expected, m, n), also);
    new SimdGemm(new Caches(1, 1, 1, /* assumed= */ false))
        .multiply(a, b, Matrix.of(found, m, n), also);
    assertClose(expected, found, k);
  }
}
