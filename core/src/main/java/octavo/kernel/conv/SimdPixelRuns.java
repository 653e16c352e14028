package octavo.kernel.conv;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.ClassCode;
import octavo.kernel.gemm.SimdMicrokernel;

/// The sums of [SimdChannelKernel] for pixels that follow each other at one distance, with the
/// [Epilogue], stored where they belong: no second pass moves them. Tiles are half as large as there,
/// which leaves registers for the bounds; where the weights of a tile lie in the first cache, two
/// multiplications a cycle keep pace with that.
///
/// A tile's sums begin with zero, and what they should begin with is added at the end: a sum with a
/// vector whose class the compiler knows keeps accumulators in registers, as the product with one does
/// in [SimdChannelKernel].
///
/// The distance must be a constant to the compiler, as in [ChannelTile].
final class SimdPixelRuns implements PixelRuns {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// Pixels of a tile.
  static final int PIXELS = 7;

  private static final int TILE = PIXELS * COLUMNS;

  /// The distance of two neighbors; 0 in this class itself, which is only the template.
  private static final int DISTANCE = distance();

  private static final int STEP = PIXELS * DISTANCE;

  SimdPixelRuns() {} // called by its name: a hidden class is no nest mate

  /// The loops for neighbors that are `distance` apart; a tile takes more than 16 registers.
  static PixelRuns of(int distance) {
    byte[] code = ClassCode.of(SimdPixelRuns.class, SimdPixelRuns.class.getSimpleName());
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(code, distance, /* initialize= */ true);
      return (PixelRuns) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "convolution: no kernel for runs of distance %d can be made.".formatted(distance), e);
    }
  }

  private static int distance() {
    try {
      Integer given =
          MethodHandles.classData(
              MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Integer.class);
      return given == null ? 0 : given;
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void wide(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] y,
      int yo,
      int yRow) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector s0 = FloatVector.fromArray(S, start, so);
    FloatVector s1 = FloatVector.fromArray(S, start, so + LANES);
    for (int i = 0; i < rows * tiles; i++) {
      int row = i / tiles;
      int t = i - row * tiles;
      int x0 = xo + row * xRow + t * STEP;
      FloatVector c00 = FloatVector.zero(S);
      FloatVector c01 = FloatVector.zero(S);
      FloatVector c10 = FloatVector.zero(S);
      FloatVector c11 = FloatVector.zero(S);
      FloatVector c20 = FloatVector.zero(S);
      FloatVector c21 = FloatVector.zero(S);
      FloatVector c30 = FloatVector.zero(S);
      FloatVector c31 = FloatVector.zero(S);
      FloatVector c40 = FloatVector.zero(S);
      FloatVector c41 = FloatVector.zero(S);
      FloatVector c50 = FloatVector.zero(S);
      FloatVector c51 = FloatVector.zero(S);
      FloatVector c60 = FloatVector.zero(S);
      FloatVector c61 = FloatVector.zero(S);
      for (int k = 0; k < n; k++) {
        int at = x0 + shift[k];
        FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
        FloatVector a = FloatVector.broadcast(S, x[at]);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, x[at + DISTANCE]);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, x[at + 2 * DISTANCE]);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, x[at + 3 * DISTANCE]);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, x[at + 4 * DISTANCE]);
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, x[at + 5 * DISTANCE]);
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        a = FloatVector.broadcast(S, x[at + 6 * DISTANCE]);
        c60 = a.fma(b0, c60);
        c61 = a.fma(b1, c61);
      }
      int o = yo + row * yRow + t * TILE;
      FloatVector v = s0.add(c00);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = s1.add(c01);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + LANES);
      v = s0.add(c10);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = s1.add(c11);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS + LANES);
      v = s0.add(c20);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = s1.add(c21);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS + LANES);
      v = s0.add(c30);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = s1.add(c31);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS + LANES);
      v = s0.add(c40);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = s1.add(c41);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS + LANES);
      v = s0.add(c50);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = s1.add(c51);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS + LANES);
      v = s0.add(c60);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
      v = s1.add(c61);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS + LANES);
    }
  }

  @Override
  public void added(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] added,
      int apart,
      float[] y,
      int yo,
      int yRow) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector s0 = FloatVector.fromArray(S, start, so);
    FloatVector s1 = FloatVector.fromArray(S, start, so + LANES);
    for (int i = 0; i < rows * tiles; i++) {
      int row = i / tiles;
      int t = i - row * tiles;
      int x0 = xo + row * xRow + t * STEP;
      FloatVector c00 = FloatVector.zero(S);
      FloatVector c01 = FloatVector.zero(S);
      FloatVector c10 = FloatVector.zero(S);
      FloatVector c11 = FloatVector.zero(S);
      FloatVector c20 = FloatVector.zero(S);
      FloatVector c21 = FloatVector.zero(S);
      FloatVector c30 = FloatVector.zero(S);
      FloatVector c31 = FloatVector.zero(S);
      FloatVector c40 = FloatVector.zero(S);
      FloatVector c41 = FloatVector.zero(S);
      FloatVector c50 = FloatVector.zero(S);
      FloatVector c51 = FloatVector.zero(S);
      FloatVector c60 = FloatVector.zero(S);
      FloatVector c61 = FloatVector.zero(S);
      for (int k = 0; k < n; k++) {
        int at = x0 + shift[k];
        FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
        FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
        FloatVector a = FloatVector.broadcast(S, x[at]);
        c00 = a.fma(b0, c00);
        c01 = a.fma(b1, c01);
        a = FloatVector.broadcast(S, x[at + DISTANCE]);
        c10 = a.fma(b0, c10);
        c11 = a.fma(b1, c11);
        a = FloatVector.broadcast(S, x[at + 2 * DISTANCE]);
        c20 = a.fma(b0, c20);
        c21 = a.fma(b1, c21);
        a = FloatVector.broadcast(S, x[at + 3 * DISTANCE]);
        c30 = a.fma(b0, c30);
        c31 = a.fma(b1, c31);
        a = FloatVector.broadcast(S, x[at + 4 * DISTANCE]);
        c40 = a.fma(b0, c40);
        c41 = a.fma(b1, c41);
        a = FloatVector.broadcast(S, x[at + 5 * DISTANCE]);
        c50 = a.fma(b0, c50);
        c51 = a.fma(b1, c51);
        a = FloatVector.broadcast(S, x[at + 6 * DISTANCE]);
        c60 = a.fma(b0, c60);
        c61 = a.fma(b1, c61);
      }
      int o = yo + row * yRow + t * TILE;
      int z = o + apart;
      FloatVector v = s0.add(c00).add(FloatVector.fromArray(S, added, z));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = s1.add(c01).add(FloatVector.fromArray(S, added, z + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + LANES);
      v = s0.add(c10).add(FloatVector.fromArray(S, added, z + COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = s1.add(c11).add(FloatVector.fromArray(S, added, z + COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS + LANES);
      v = s0.add(c20).add(FloatVector.fromArray(S, added, z + 2 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = s1.add(c21).add(FloatVector.fromArray(S, added, z + 2 * COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS + LANES);
      v = s0.add(c30).add(FloatVector.fromArray(S, added, z + 3 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = s1.add(c31).add(FloatVector.fromArray(S, added, z + 3 * COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS + LANES);
      v = s0.add(c40).add(FloatVector.fromArray(S, added, z + 4 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = s1.add(c41).add(FloatVector.fromArray(S, added, z + 4 * COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS + LANES);
      v = s0.add(c50).add(FloatVector.fromArray(S, added, z + 5 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = s1.add(c51).add(FloatVector.fromArray(S, added, z + 5 * COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS + LANES);
      v = s0.add(c60).add(FloatVector.fromArray(S, added, z + 6 * COLUMNS));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
      v = s1.add(c61).add(FloatVector.fromArray(S, added, z + 6 * COLUMNS + LANES));
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS + LANES);
    }
  }

  @Override
  public void narrow(
      int rows,
      int tiles,
      int n,
      float[] w,
      int wo,
      float[] x,
      int xo,
      int xRow,
      int[] shift,
      float[] start,
      int so,
      float low,
      float high,
      float[] y,
      int yo,
      int yRow) {
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    FloatVector s = FloatVector.fromArray(S, start, so);
    int pairs = (tiles + 1) / 2;
    for (int i = 0; i < rows * pairs; i++) {
      int row = i / pairs;
      int t = Math.min(2 * (i - row * pairs), tiles - 2);
      int x0 = xo + row * xRow + t * STEP;
      FloatVector c0 = FloatVector.zero(S);
      FloatVector c1 = FloatVector.zero(S);
      FloatVector c2 = FloatVector.zero(S);
      FloatVector c3 = FloatVector.zero(S);
      FloatVector c4 = FloatVector.zero(S);
      FloatVector c5 = FloatVector.zero(S);
      FloatVector c6 = FloatVector.zero(S);
      FloatVector c7 = FloatVector.zero(S);
      FloatVector c8 = FloatVector.zero(S);
      FloatVector c9 = FloatVector.zero(S);
      FloatVector c10 = FloatVector.zero(S);
      FloatVector c11 = FloatVector.zero(S);
      FloatVector c12 = FloatVector.zero(S);
      FloatVector c13 = FloatVector.zero(S);
      for (int k = 0; k < n; k++) {
        int at = x0 + shift[k];
        FloatVector b = FloatVector.fromArray(S, w, wo + k * COLUMNS);
        c0 = FloatVector.broadcast(S, x[at]).fma(b, c0);
        c1 = FloatVector.broadcast(S, x[at + DISTANCE]).fma(b, c1);
        c2 = FloatVector.broadcast(S, x[at + 2 * DISTANCE]).fma(b, c2);
        c3 = FloatVector.broadcast(S, x[at + 3 * DISTANCE]).fma(b, c3);
        c4 = FloatVector.broadcast(S, x[at + 4 * DISTANCE]).fma(b, c4);
        c5 = FloatVector.broadcast(S, x[at + 5 * DISTANCE]).fma(b, c5);
        c6 = FloatVector.broadcast(S, x[at + 6 * DISTANCE]).fma(b, c6);
        c7 = FloatVector.broadcast(S, x[at + 7 * DISTANCE]).fma(b, c7);
        c8 = FloatVector.broadcast(S, x[at + 8 * DISTANCE]).fma(b, c8);
        c9 = FloatVector.broadcast(S, x[at + 9 * DISTANCE]).fma(b, c9);
        c10 = FloatVector.broadcast(S, x[at + 10 * DISTANCE]).fma(b, c10);
        c11 = FloatVector.broadcast(S, x[at + 11 * DISTANCE]).fma(b, c11);
        c12 = FloatVector.broadcast(S, x[at + 12 * DISTANCE]).fma(b, c12);
        c13 = FloatVector.broadcast(S, x[at + 13 * DISTANCE]).fma(b, c13);
      }
      int o = yo + row * yRow + t * TILE;
      FloatVector v = s.add(c0);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o);
      v = s.add(c1);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + COLUMNS);
      v = s.add(c2);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 2 * COLUMNS);
      v = s.add(c3);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 3 * COLUMNS);
      v = s.add(c4);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 4 * COLUMNS);
      v = s.add(c5);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 5 * COLUMNS);
      v = s.add(c6);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 6 * COLUMNS);
      v = s.add(c7);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 7 * COLUMNS);
      v = s.add(c8);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 8 * COLUMNS);
      v = s.add(c9);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 9 * COLUMNS);
      v = s.add(c10);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 10 * COLUMNS);
      v = s.add(c11);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 11 * COLUMNS);
      v = s.add(c12);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 12 * COLUMNS);
      v = s.add(c13);
      v = v.blend(least, v.compare(VectorOperators.LE, least));
      v.blend(most, v.compare(VectorOperators.GE, most)).intoArray(y, o + 13 * COLUMNS);
    }
  }
}
