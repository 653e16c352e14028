package octavo.kernel.ladder;

import static octavo.kernel.Arrays32.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.ScalarGemm;
import octavo.storage.FloatStorage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every rung of the ladder of products against the oracle in double.
@Tag("simd")
class GemmLadderTest {
  private static final int[] SIZES = {
    1, 2, 5, 6, 7, 15, 16, 17, 24, 31, 32, 33, 48, 63, 65, 100, 131
  };
  private static final int ROUNDS = 150;

  /// Normal numbers at an offset, with a gap behind each row.
  private static Matrix normal(Random random, int rows, int columns) {
    int offset = random.nextInt(4);
    int stride = columns + random.nextInt(3);
    float[] values = new float[offset + rows * stride];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Matrix(new FloatStorage(values), offset, rows, columns, stride, 1);
  }

  /// The same place filled with a number that must not be read, nor changed in the gaps.
  private static Matrix room(Matrix like) {
    float[] values = new float[like.floats().length];
    Arrays.fill(values, 77);
    FloatStorage storage = new FloatStorage(values);
    return new Matrix(storage, like.offset(), like.rows(), like.columns(), like.rowStride(), 1);
  }

  private static int size(Random random) {
    return SIZES[random.nextInt(SIZES.length)];
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheOracleOnOddSizes(Ladder rung) {
    Random random = new Random(10);
    GemmRung gemm = rung.gemm();
    for (int round = 0; round < ROUNDS; round++) {
      int k = round % 25 == 0 ? 0 : size(random) * (round % 7 == 0 ? 9 : 1);
      Matrix a = normal(random, size(random), k);
      Matrix b = normal(random, k, size(random));
      Matrix expected = room(normal(random, a.rows(), b.columns()));
      Matrix found = room(expected);
      new ScalarGemm().multiply(a, b, expected, false, null);
      gemm.multiply(a, b, found);
      String what = rung + ": " + a.rows() + "×" + k + "×" + b.columns();
      double tolerance = 2 * 0x1p-23 * Math.sqrt(k + 1) * (0.64 * k + 4); // Σ|a||b| ≈ 0.64·k
      assertClose(what, expected.floats(), found.floats(), tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource
  void infinityAndNanComeThrough(Ladder rung) {
    Random random = new Random(11);
    Matrix a = normal(random, 33, 17);
    Matrix b = normal(random, 17, 65);
    a.floats()[a.offset() + 5 * a.rowStride() + 3] = Float.NaN;
    b.floats()[b.offset() + 8 * b.rowStride() + 64] = Float.POSITIVE_INFINITY;
    Matrix c = room(normal(random, 33, 65));
    rung.gemm().multiply(a, b, c);
    for (int i = 0; i < 33; i++) {
      for (int j = 0; j < 65; j++) {
        float found = c.floats()[c.offset() + i * c.rowStride() + j];
        assertThat(Float.isNaN(found)).isEqualTo(i == 5);
        assertThat(Float.isInfinite(found)).isEqualTo(i != 5 && j == 64);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBitsForAnyNumberOfThreads(Ladder rung) {
    Random random = new Random(12);
    Matrix a = normal(random, 101, 130);
    Matrix b = normal(random, 130, 151);
    Matrix c = normal(random, 101, 151);
    AnyThreads.same(() -> {
      Matrix found = room(c);
      rung.gemm().multiply(a, b, found);
      return found.floats();
    });
  }
}
