package octavo.tensor;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.autograd.GradientCheck;
import octavo.op.CustomGradient;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.PoolingMethods.Pooled;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What holds for pooling whatever the numbers are.
class PoolingTest {
  private static final Window HALF = kernel(3).withStride(2).withPadding(1);
  private final Rng rng = Rng.of(11);

  private Tensor normal(int... shape) {
    return RandomTensors.normal(DType.FLOAT64, rng, 0, 1, shape);
  }

  private static Tensor gradient(UnaryOperator<Tensor> pool, Tensor x, double each) {
    Tensor tracked = x.tracked();
    return pool.apply(tracked).multiply(each).sum().gradients().of(tracked);
  }

  @Test
  void theFixturesOfTheNotebook() {
    Tensor x = Tensor.of(new float[] {1, 3, 2, 2}, 1, 1, 2, 2);
    assertThat(x.avgPool2d(kernel(2)).item()).isEqualTo(2);
    assertThat(gradient(t -> t.avgPool2d(kernel(2)), x, 2).toFloatArray())
        .containsExactly(.5f, .5f, .5f, .5f);
    assertThat(x.maxPool2d(kernel(2)).item()).isEqualTo(3);
    assertThat(gradient(t -> t.maxPool2d(kernel(2)), x, 3).toFloatArray())
        .containsExactly(0, 3, 0, 0);
    Tensor pair = Tensor.of(new float[] {2, 10}, 1, 1, 2);
    assertThat(pair.avgPool1d(kernel(2)).item()).isEqualTo(6);
    assertThat(pair.maxPool1d(kernel(2)).item()).isEqualTo(10);
  }

  /// The sum of the gradient that goes in and that comes out, for gradients of 1.
  private static double[] sums(UnaryOperator<Tensor> pool, Tensor x) {
    Tensor tracked = x.tracked();
    Tensor y = pool.apply(tracked);
    return new double[] {y.elements(), y.sum().gradients().of(tracked).sum().item()};
  }

  @Test
  void theGradientKeepsItsSum() {
    Window overlapping = kernel(3).withStride(1);
    Window inside = HALF.withCountIncludePad(false).withCeilMode();
    List<UnaryOperator<Tensor>> pools =
        List.of(
            x -> x.maxPool2d(kernel(2)),
            x -> x.maxPool2d(overlapping),
            x -> x.maxPool2d(HALF.withCeilMode()),
            x -> x.avgPool2d(kernel(2)),
            x -> x.avgPool2d(overlapping),
            x -> x.avgPool2d(inside),
            x -> x.adaptiveAvgPool2d(4, 3),
            x -> x.adaptiveMaxPool2d(4, 3),
            x -> x.globalAvgPool(),
            x -> x.globalMaxPool());
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (UnaryOperator<Tensor> pool : pools) {
        double[] sums = sums(pool, normal(2, 3, 7, 8).to(dtype));
        // 336 numbers of at most 9 roundings each
        assertThat(sums[1]).isCloseTo(sums[0], Offset.offset(3e-4));
      }
    }
    double[] volume = sums(x -> x.maxPool3d(overlapping), normal(1, 2, 4, 5, 6));
    assertThat(volume[1]).isCloseTo(volume[0], Offset.offset(1e-9));
  }

  @Test
  void aMeanThatCopiesItsGradientIsCaught() {
    Window two = kernel(2);
    // the typical bug: each of the 4 numbers gets all of the gradient
    UnaryOperator<Tensor> copying =
        x ->
            CustomGradient.of(t -> t.avgPool2d(two), (t, dy) -> dy.repeat(2, 2).repeat(3, 2))
                .apply(x);
    Tensor x = normal(1, 1, 2, 2);
    double[] sums = sums(copying, x);
    assertThat(sums[1]).isEqualTo(4 * sums[0]);
    assertThatThrownBy(() -> GradientCheck.DEFAULT.first(in -> copying.apply(in[0]), x))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 0 of input 0");
  }

  @Test
  void aMeanIsADepthwiseConvolution() {
    Tensor x = normal(2, 3, 7, 8);
    Tensor weight = Tensors.full(DType.FLOAT64, Shape.of(3, 1, 3, 3), 1 / 9.0);
    ConvOptions options = ConvOptions.DEFAULT.withStride(2).withPadding(1).withGroups(3);
    Tensor expected = x.conv2d(weight, null, options);
    assertThat(x.avgPool2d(HALF).allClose(expected, 0, 1e-14)).isTrue();
    assertThat(
            gradient(t -> t.avgPool2d(HALF), x, 1)
                .allClose(gradient(t -> t.conv2d(weight, null, options), x, 1), 0, 1e-14))
        .isTrue();
    Tensor cube = Tensors.full(DType.FLOAT64, Shape.of(1, 1, 2, 2, 2), 1 / 8.0);
    Tensor volume = normal(1, 1, 4, 6, 4);
    Tensor sums = volume.conv3d(cube, null, ConvOptions.DEFAULT.withStride(2));
    assertThat(volume.avgPool3d(kernel(2)).allClose(sums, 0, 1e-14)).isTrue();
  }

  @Test
  void sequencesPicturesAndVolumesAgree() {
    Tensor x = normal(2, 3, 9);
    Window flat = kernel(1, 3).withStride(1, 2).withPadding(0, 1);
    assertThat(x.maxPool1d(HALF)).isEqualTo(x.unsqueeze(2).maxPool2d(flat).squeeze(2));
    assertThat(x.avgPool1d(HALF)).isEqualTo(x.unsqueeze(2).avgPool2d(flat).squeeze(2));
    Tensor share = Tensors.of(new double[] {0, 0.3, 1}, 3);
    assertThat(x.mixedPool1d(HALF, share))
        .isEqualTo(x.unsqueeze(2).mixedPool2d(flat, share).squeeze(2));
    assertThat(x.stochasticPool1d(HALF))
        .isEqualTo(x.unsqueeze(2).stochasticPool2d(flat).squeeze(2));
    assertThat(x.stochasticPool1d(HALF, Rng.of(2)))
        .isEqualTo(x.unsqueeze(2).stochasticPool2d(flat, Rng.of(2)).squeeze(2));
    Tensor picture = normal(2, 3, 5, 6);
    Window slice = kernel(1, 3, 3).withStride(new Extent(1, 2, 2)).withPadding(new Extent(0, 1, 1));
    assertThat(picture.maxPool2d(HALF)).isEqualTo(picture.unsqueeze(2).maxPool3d(slice).squeeze(2));
    assertThat(picture.avgPool2d(HALF)).isEqualTo(picture.unsqueeze(2).avgPool3d(slice).squeeze(2));
    assertThat(picture.mixedPool2d(HALF, share))
        .isEqualTo(picture.unsqueeze(2).mixedPool3d(slice, share).squeeze(2));
    assertThat(picture.stochasticPool2d(HALF, Rng.of(2)))
        .isEqualTo(picture.unsqueeze(2).stochasticPool3d(slice, Rng.of(2)).squeeze(2));
  }

  @Test
  void aShiftWithinTheWindowChangesNoMaximum() {
    int k = 3;
    for (int shift = 0; shift <= k - 1; shift++) {
      float[] spike = new float[36];
      spike[(3 + shift) * 6 + shift] = 1;
      Tensor y = Tensor.of(spike, 1, 1, 6, 6).maxPool2d(kernel(k));
      assertThat(y.toFloatArray()).containsExactly(0, 0, 1, 0);
    }
    float[] gone = new float[36];
    gone[k] = 1; // k numbers further it is in the next window
    assertThat(Tensor.of(gone, 1, 1, 6, 6).maxPool2d(kernel(k)).toFloatArray())
        .containsExactly(0, 1, 0, 0);
  }

  @Test
  void aNaNIsLargestAndTheFirstOfEqualsCounts() {
    float nan = Float.NaN;
    Tensor x = Tensor.of(new float[] {1, nan, 5, 5, 2, 0, 5, nan}, 1, 1, 8);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Pooled y = x.to(dtype).maxPool1dWithIndices(kernel(2));
      assertThat(y.values().toDoubleArray()).containsExactly(Double.NaN, 5, 2, Double.NaN);
      assertThat(y.indices().toLongArray()).containsExactly(1, 2, 4, 7);
      Pooled adaptive = x.to(dtype).adaptiveMaxPool1dWithIndices(3);
      assertThat(adaptive.indices().toLongArray()).containsExactly(1, 2, 7);
      assertThat(gradient(t -> t.globalMaxPool(), x.narrow(2, 2, 3).to(dtype), 1).toDoubleArray())
          .containsExactly(1, 0, 0);
    }
    Tensor negative = Tensor.of(new float[] {-3, -2}, 1, 1, 2);
    assertThat(negative.maxPool1d(HALF).toFloatArray()).containsExactly(-2);
  }

  @Test
  void aWindowThatSeesOnlyPaddingHasNoPlace() {
    Window far = kernel(2).withStride(1).withPadding(1).withDilation(3);
    Pooled y = Tensor.ones(1, 1, 2, 2).maxPool2dWithIndices(far);
    assertThat(y.values().item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(y.indices().item()).isEqualTo(-1);
  }

  /// Only dilation, which PyTorch's means do not have, makes such a window.
  @Test
  void theMeanOfNothingIsZero() {
    Window far = kernel(2).withStride(1).withPadding(1).withDilation(3);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor x = Tensor.ones(1, 1, 2, 2).to(dtype).tracked();
      for (Tensor y :
          new Tensor[] {
            x.avgPool2d(far),
            x.avgPool2d(far.withCountIncludePad(false)),
            x.softPool2d(far),
            x.lpPool2d(2, far),
            x.stochasticPool2d(far)
          }) {
        assertThat(y.stopGradient().item()).isZero();
        assertThat(y.sum().gradients().of(x)).isEqualTo(x.stopGradient().zerosLike());
      }
    }
    Tensor empty = Tensor.zeros(1, 1, 0);
    Window line = kernel(2).withPadding(1);
    assertThat(empty.avgPool1d(line.withCountIncludePad(false)).item()).isZero();
    assertThat(empty.softPool1d(line).item()).isZero();
  }

  @Test
  void integersKeepTheirTypeUnderMaximaOnly() {
    Tensor x = Tensors.of(new long[] {1, 4, 2, 3}, 1, 1, 4);
    assertThat(x.maxPool1d(kernel(2))).isEqualTo(Tensors.of(new long[] {4, 3}, 1, 1, 2));
    assertThat(x.avgPool1d(kernel(2))).isEqualTo(Tensor.of(new float[] {2.5f, 2.5f}, 1, 1, 2));
    assertThat(x.adaptiveMaxPool1d(3).dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void softPoolingLiesBetweenMeanAndMaximum() {
    Tensor x = normal(2, 2, 6, 7);
    Tensor y = x.softPool2d(kernel(3).withStride(2));
    Tensor mean = x.avgPool2d(kernel(3).withStride(2));
    Tensor most = x.maxPool2d(kernel(3).withStride(2));
    assertThat(y.greater(mean).all().item()).isEqualTo(1);
    assertThat(y.less(most).all().item()).isEqualTo(1);
    // large numbers neither overflow nor lose their weights, and padding has none
    Tensor large = Tensor.of(new float[] {1000, 1000, -1000, -1000}, 1, 1, 4);
    assertThat(large.softPool1d(kernel(2)).toFloatArray()).containsExactly(1000, -1000);
    assertThat(large.softPool1d(kernel(3).withStride(3).withPadding(1).withCeilMode()))
        .isEqualTo(Tensor.of(new float[] {1000, -1000}, 1, 1, 2));
    Tensor exp = x.exp();
    Tensor expected = exp.multiply(x).avgPool2d(kernel(2)).divide(exp.avgPool2d(kernel(2)));
    assertThat(x.softPool2d(kernel(2)).allClose(expected, 1e-13, 1e-13)).isTrue();
  }

  @Test
  void mixturesGoFromTheMeanToTheMaximum() {
    Tensor x = normal(2, 2, 6, 7);
    assertThat(x.mixedPool2d(HALF, Tensor.scalar(0))).isEqualTo(x.avgPool2d(HALF));
    assertThat(x.mixedPool2d(HALF, Tensor.scalar(1)).allClose(x.maxPool2d(HALF), 0, 1e-15))
        .isTrue();
    Tensor each = x.mixedPool2d(HALF.withCountIncludePad(false), Tensor.of(0, 1));
    Tensor mean = x.avgPool2d(HALF.withCountIncludePad(false));
    assertThat(each.narrow(1, 0, 1)).isEqualTo(mean.narrow(1, 0, 1));
  }

  @Test
  void powerMeansGoFromTheSumToTheMaximum() {
    Tensor x = normal(2, 2, 6, 6).abs().add(0.1);
    Tensor sum = x.avgPool2d(kernel(2)).multiply(4);
    assertThat(x.lpPool2d(1, kernel(2)).allClose(sum, 1e-14, 0)).isTrue();
    // (Σ xᵖ)^(1/p) exceeds the maximum by a factor of at most 4^(1/p)
    assertThat(x.lpPool2d(300, kernel(2)).allClose(x.maxPool2d(kernel(2)), 0.005, 0)).isTrue();
    Tensor mean = x.globalAvgPool();
    assertThat(x.generalizedMean(Tensor.scalar(1), 0).allClose(mean, 1e-6, 0)).isTrue();
    Tensor most = x.globalMaxPool();
    assertThat(x.generalizedMean(Tensor.scalar(300), 0).allClose(most, 0.013, 0)).isTrue();
    assertThat(Tensor.of(new float[] {-2, -3}, 1, 1, 2).lpPool1d(3, kernel(2)).item()).isNaN();
  }
}
