package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import octavo.kernel.AnyThreads;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.assertj.core.data.Offset;

/// Numbers and room for results of convolutions within larger arrays, of which nothing else may be read or written.
final class ConvRooms {
  /// So many numbers lie on each side: more than a vector has.
  private static final int BESIDE = 20;

  private ConvRooms() {}

  /// Normal numbers between some that are not finite: none of those is read.
  static View random(Random r, int n) {
    float[] values = new float[n + 2 * BESIDE - 17]; // begins within a vector
    Arrays.fill(values, Float.NaN);
    for (int i = 3; i < n + 3; i++) {
      values[i] = (float) r.nextGaussian();
    }
    return new View(new FloatStorage(values), 3, new int[] {n}, new int[] {1});
  }

  /// Room for `n` results between numbers that must stay.
  static View room(int n) {
    float[] values = new float[n + 2 * BESIDE];
    Arrays.fill(values, 77);
    return new View(new FloatStorage(values), BESIDE, new int[] {n}, new int[] {1});
  }

  /// Sums of so many products of normal numbers, within `4·u·√n·Σ|x||w|` with `Σ|x||w| < n`; what lies beside the [#room] is
  /// compared too.
  static void assertClose(View expected, View found, int terms) {
    double tolerance = 4 * 0x1p-24 * Math.sqrt(terms) * (terms + 4);
    assertThat(found.floats()).containsExactly(expected.floats(), Offset.offset((float) tolerance));
  }

  /// Results of `pass`, which writes them to the room it is given: the same bits for any number of threads.
  static View sameForAnyThreads(int numbers, Consumer<View> pass) {
    return AnyThreads.same(() -> {
      View found = room(numbers);
      pass.accept(found);
      return found;
    });
  }

  /// A square kernel.
  static ConvGeometry geometry(
      int batch,
      int in,
      int height,
      int width,
      int out,
      int kernel,
      int stride,
      int pad,
      int dilation) {
    return geometry(batch, in, height, width, out, kernel, stride, pad, dilation, /* groups= */ 1);
  }

  /// The same with groups; `in` and `out` are all channels.
  static ConvGeometry geometry(
      int batch,
      int in,
      int height,
      int width,
      int out,
      int kernel,
      int stride,
      int pad,
      int dilation,
      int groups) {
    return new ConvGeometry(
        batch, in, height, width, out, kernel, kernel, stride, stride, pad, pad, pad, pad, dilation,
        dilation, groups);
  }
}
