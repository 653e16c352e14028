package octavo.kernel.elementwise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Scratch;

/// Runs loops over any number of floats: what does not fill a vector goes through a small array, so
/// that every element takes the same path whatever its position.
final class SimdLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /// How many truth values are written at a time: eight bytes or more.
  static final int TRUTH_STEP = Math.max(8, LANES);

  /// From so many numbers on it pays to begin on a line.
  private static final int LONG = 4096;

  private static final VarHandle BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SimdLoops() {}

  /// How many results come before the first that lies on a line of the cache, see [Scratch#LINE]; 0 where
  /// there are few. Vectors that cross no line are stored in half the time.
  private static int ahead(int yo, int n) {
    return n < LONG ? 0 : Math.floorMod(Scratch.LINE - yo, LANES);
  }

  static void map(MapLoop loop, float[] x, int xo, float[] y, int yo, int n) {
    int ahead = ahead(yo, n);
    if (ahead > 0) {
      mapOnce(loop, x, xo, y, yo, ahead);
    }
    mapOnce(loop, x, xo + ahead, y, yo + ahead, n - ahead);
  }

  private static void mapOnce(MapLoop loop, float[] x, int xo, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    if (whole > 0) {
      loop.run(x, xo, y, yo, whole);
    }
    if (whole < n) {
      float[] rest = new float[LANES];
      loop.run(padded(x, xo + whole, n - whole, LANES), 0, rest, 0, LANES);
      System.arraycopy(rest, 0, y, yo + whole, n - whole);
    }
  }

  /// The `step` of an operand is 1, or 0 if one number stands for all.
  static void zip(
      ZipLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    int ahead = ahead(yo, n);
    if (ahead > 0) {
      zipOnce(loop, a, ao, as, b, bo, bs, y, yo, ahead);
    }
    zipOnce(loop, a, ao + as * ahead, as, b, bo + bs * ahead, bs, y, yo + ahead, n - ahead);
  }

  private static void zipOnce(
      ZipLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    int whole = S.loopBound(n);
    if (whole > 0) {
      zipWhole(loop, a, ao, as, b, bo, bs, y, yo, whole);
    }
    if (whole < n) {
      int count = n - whole;
      float[] left = padded(a, ao + as * whole, as == 0 ? 1 : count, LANES);
      float[] right = padded(b, bo + bs * whole, bs == 0 ? 1 : count, LANES);
      float[] rest = new float[LANES];
      zipWhole(loop, left, 0, as, right, 0, bs, rest, 0, LANES);
      System.arraycopy(rest, 0, y, yo + whole, count);
    }
  }

  private static void zipWhole(
      ZipLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    if (as != 0 && bs != 0) {
      loop.both(a, ao, b, bo, y, yo, n);
    } else if (bs == 0) {
      float[] left = as == 0 ? filled(a[ao], n) : a;
      loop.fixedRight(left, as == 0 ? 0 : ao, b[bo], y, yo, n);
    } else {
      loop.fixedLeft(a[ao], b, bo, y, yo, n);
    }
  }

  static void test(
      TruthLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      byte[] y,
      int yo,
      int n) {
    int whole = n - n % TRUTH_STEP;
    if (whole > 0) {
      testWhole(loop, a, ao, as, b, bo, bs, y, yo, whole);
    }
    if (whole < n) {
      int count = n - whole;
      float[] left = padded(a, ao + as * whole, as == 0 ? 1 : count, TRUTH_STEP);
      float[] right = padded(b, bo + bs * whole, bs == 0 ? 1 : count, TRUTH_STEP);
      byte[] rest = new byte[TRUTH_STEP];
      testWhole(loop, left, 0, as, right, 0, bs, rest, 0, TRUTH_STEP);
      System.arraycopy(rest, 0, y, yo + whole, count);
    }
  }

  private static void testWhole(
      TruthLoop loop,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      byte[] y,
      int yo,
      int n) {
    if (as != 0 && bs != 0) {
      loop.both(a, ao, b, bo, y, yo, n);
    } else if (bs == 0) {
      float[] left = as == 0 ? filled(a[ao], n) : a;
      loop.fixedRight(left, as == 0 ? 0 : ao, b[bo], y, yo, n);
    } else {
      loop.fixedLeft(a[ao], b, bo, y, yo, n);
    }
  }

  static void affine(float[] x, int xo, float scale, float shift, float[] y, int yo, int n) {
    int ahead = ahead(yo, n);
    for (int i = 0; i < ahead; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale, shift);
    }
    int i = ahead;
    for (; i <= n - LANES; i += LANES) {
      FloatVector.fromArray(S, x, xo + i).fma(scale, shift).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i], scale, shift);
    }
  }

  /// `y = y + round(factor·x)`.
  static void addScaled(float[] x, int xo, float factor, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector product = FloatVector.fromArray(S, x, xo + i).fma(factor, 0f);
      FloatVector.fromArray(S, y, yo + i).add(product).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] += Math.fma(x[xo + i], factor, 0f);
    }
  }

  static void clamp(float[] x, int xo, float low, float high, float[] y, int yo, int n) {
    for (int i = 0; i < S.loopBound(n); i += LANES) {
      FloatVector.fromArray(S, x, xo + i).max(low).min(high).intoArray(y, yo + i);
    }
    for (int i = S.loopBound(n); i < n; i++) {
      y[yo + i] = Math.min(Math.max(x[xo + i], low), high);
    }
  }

  /// `y[i] = c[i] ≠ 0 ? a[i] : b[i]`; an operand with step 0 is one number.
  static void select(
      byte[] c,
      int co,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo,
      int n) {
    int whole = n - n % TRUTH_STEP;
    for (int i = 0; i < whole; i += TRUTH_STEP) {
      long bits = 0;
      for (int k = 0; k < TRUTH_STEP; k += 8) {
        // the bytes are 0 or 1: the product moves the lowest bit of byte k to bit 56 + k
        bits |= (((long) BYTES.get(c, co + i + k) * 0x0102040810204080L) >>> 56) << k;
      }
      for (int j = 0; j < TRUTH_STEP; j += LANES) {
        VectorMask<Float> mask = VectorMask.fromLong(S, bits >>> j);
        FloatVector no =
            bs == 0 ? FloatVector.broadcast(S, b[bo]) : FloatVector.fromArray(S, b, bo + i + j);
        FloatVector yes =
            as == 0 ? FloatVector.broadcast(S, a[ao]) : FloatVector.fromArray(S, a, ao + i + j);
        no.blend(yes, mask).intoArray(y, yo + i + j);
      }
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = c[co + i] != 0 ? a[ao + as * i] : b[bo + bs * i];
    }
  }

  /// Writes [#TRUTH_STEP] bits as bytes of 0 or 1.
  static void spread(long bits, byte[] y, int yo) {
    for (int k = 0; k < TRUTH_STEP; k += 8) {
      // copy eight bits to each byte, keep bit k of byte k, and turn what is not 0 into 1
      long each = (((bits >>> k) & 0xFF) * 0x0101010101010101L) & 0x8040201008040201L;
      BYTES.set(y, yo + k, ((each + 0x7F7F7F7F7F7F7F7FL) >>> 7) & 0x0101010101010101L);
    }
  }

  /// The first index from `from` on whose number is larger than `limit` in absolute value, or `n`.
  static int nextAbove(float limit, float[] x, int xo, int from, int n) {
    int i = from;
    for (; i + LANES <= n; i += LANES) {
      FloatVector a = FloatVector.fromArray(S, x, xo + i).abs();
      if (a.compare(VectorOperators.GT, limit).anyTrue()) {
        break;
      }
    }
    while (i < n && !(Math.abs(x[xo + i]) > limit)) {
      i++;
    }
    return i;
  }

  private static float[] padded(float[] x, int from, int count, int length) {
    float[] copy = new float[length];
    System.arraycopy(x, from, copy, 0, count);
    return copy;
  }

  private static float[] filled(float value, int count) {
    float[] all = new float[count];
    Arrays.fill(all, value);
    return all;
  }
}
