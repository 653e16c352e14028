package octavo.tensor;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import octavo.kernel.AnyThreads;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.PoolingMethods.Pooled;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Poolings whose result has a given size, against definitions written another way.
class RegionPoolingTest {
  private final Rng rng = Rng.of(12);

  private Tensor normal(int... shape) {
    return RandomTensors.normal(DType.FLOAT64, rng, 0, 1, shape);
  }

  @Test
  void unpoolingPutsMaximaBackInPlace() {
    Tensor x = normal(2, 3, 6, 8);
    Pooled pooled = x.maxPool2dWithIndices(kernel(2));
    Tensor back = pooled.values().maxUnpool2d(pooled.indices(), kernel(2));
    assertThat(back.shape()).isEqualTo(x.shape());
    assertThat(Tensors.where(back.equalTo(0), back.zerosLike(), x)).isEqualTo(back);
    assertThat(back.notEqualTo(0).to(DType.INT64).sum().item()).isEqualTo(2 * 3 * 3 * 4);
    Tensor positive = x.abs();
    Pooled again = positive.maxPool2dWithIndices(kernel(2));
    Tensor there = again.values().maxUnpool2d(again.indices(), kernel(2));
    assertThat(there.maxPool2d(kernel(2))).isEqualTo(again.values());
    // overlapping windows name a place twice, and their number stands there once
    Window overlapping = kernel(3).withStride(2).withPadding(1);
    Pooled twice = positive.maxPool2dWithIndices(overlapping);
    Tensor once = twice.values().maxUnpool2d(twice.indices(), 6, 8);
    assertThat(once.maxPool2d(overlapping)).isEqualTo(twice.values());
    Pooled line = normal(2, 2, 7).abs().maxPool1dWithIndices(kernel(2));
    assertThat(line.values().maxUnpool1d(line.indices(), 7).maxPool1d(kernel(2)))
        .isEqualTo(line.values());
    Pooled volume = normal(1, 2, 4, 2, 6).abs().maxPool3dWithIndices(kernel(2));
    assertThat(volume.values().maxUnpool3d(volume.indices(), kernel(2)).maxPool3d(kernel(2)))
        .isEqualTo(volume.values());
  }

  @Test
  void aNumberThatIsNoneStaysInItsPart() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, Float.NaN}, 1, 1, 5);
    assertThat(x.adaptiveAvgPool1d(2).toFloatArray()).containsExactly(2, Float.NaN);
    assertThat(x.adaptiveAvgPool1d(3).toFloatArray()).containsExactly(1.5f, 3, Float.NaN);
  }

  @Test
  void aPyramidHasOneLengthForAllPictures() {
    for (int size : new int[] {4, 7, 13}) {
      Tensor x = normal(2, 3, size, size + 2);
      Tensor y = x.spatialPyramidPool(1, 2, 4);
      assertThat(y.shape()).isEqualTo(Shape.of(2, 3 * 21));
      assertThat(y.narrow(1, 0, 3)).isEqualTo(x.max(2, 3));
      assertThat(y.narrow(1, 3, 12)).isEqualTo(x.adaptiveMaxPool2d(2, 2).flatten(1));
    }
  }

  @Test
  void drawnNumbersComeAsOftenAsTheyAreLarge() {
    float[] window = {1, 0, 2, 1};
    int n = 4000;
    Tensor x = Tensor.of(window, 1, 1, 2, 2).expand(n, 1, 2, 2);
    Tensor y = x.stochasticPool2d(kernel(2), Rng.of(3));
    // 1 twice in 4, 2 twice in 4: the mean is 1.5 with a deviation of 0.5/√n
    assertThat(y.mean().item()).isCloseTo(1.5, Offset.offset(5 * 0.5 / Math.sqrt(n)));
    assertThat(y.equalTo(1).logicalOr(y.equalTo(2)).all().item()).isEqualTo(1);
    assertThat(x.stochasticPool2d(kernel(2)).equalTo(1.5).all().item()).isEqualTo(1);
    assertThat(x.stochasticPool2d(kernel(2), Rng.of(3))).isEqualTo(y);
    Tensor nothing = Tensor.of(new float[] {-1, 0, -2, 0}, 1, 1, 2, 2);
    assertThat(nothing.stochasticPool2d(kernel(2), Rng.of(1)).item()).isZero();
    assertThat(nothing.stochasticPool2d(kernel(2)).item()).isZero();
    Tensor tracked = x.narrow(0, 0, 50).copy().tracked();
    Tensor drawn = tracked.stochasticPool2d(kernel(2), Rng.of(4));
    Tensor dx = drawn.sum().gradients().of(tracked);
    assertThat(dx.sum(2, 3)).isEqualTo(Tensor.ones(50, 1)); // all of it to the number drawn
    assertThat(dx.multiply(tracked.stopGradient()).sum(2, 3))
        .isEqualTo(drawn.stopGradient().reshape(50, 1));
  }

  private static double at(double[] x, int h, int w, double row, double column) {
    if (row < -1 || row > h || column < -1 || column > w) {
      return 0;
    }
    double y = Math.min(Math.max(row, 0), h - 1);
    double z = Math.min(Math.max(column, 0), w - 1);
    double sum = 0;
    for (int i = 0; i < h; i++) { // every pixel by the height of its tent over the point
      for (int j = 0; j < w; j++) {
        double weight = Math.max(0, 1 - Math.abs(y - i)) * Math.max(0, 1 - Math.abs(z - j));
        sum += weight * x[i * w + j];
      }
    }
    return sum;
  }

  /// One bin of one region of one plane.
  private static double aligned(double[] x, int h, int w, double[] r, RoiOptions o, int bin) {
    double half = o.aligned() ? 0.5 : 0;
    double[] corner = new double[4];
    for (int i = 0; i < 4; i++) {
      corner[i] = r[1 + i] * o.spatialScale() - half;
    }
    double width = corner[2] - corner[0];
    double height = corner[3] - corner[1];
    double bw = (o.aligned() ? width : Math.max(1, width)) / o.width();
    double bh = (o.aligned() ? height : Math.max(1, height)) / o.height();
    int rows = o.samplingRatio() > 0 ? o.samplingRatio() : (int) Math.ceil(bh);
    int columns = o.samplingRatio() > 0 ? o.samplingRatio() : (int) Math.ceil(bw);
    int line = bin / o.width();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double row = corner[1] + (line + (i + 0.5) / rows) * bh;
        sum += at(x, h, w, row, corner[0] + (bin % o.width() + (j + 0.5) / columns) * bw);
      }
    }
    return sum / Math.max(1, rows * columns);
  }

  private Tensor regions(int count, int batch, double size) {
    double[] r = new double[5 * count];
    for (int k = 0; k < count; k++) {
      r[5 * k] = rng.nextInt(batch);
      for (int i = 1; i < 3; i++) {
        r[5 * k + i] = (rng.nextDouble() * 1.4 - 0.2) * size;
        r[5 * k + 2 + i] = r[5 * k + i] + rng.nextDouble() * size;
      }
    }
    return Tensors.of(r, count, 5);
  }

  private static double[] plane(Tensor x, int image, int channel) {
    return x.at(Index.index(image), Index.index(channel)).toDoubleArray();
  }

  @Test
  void alignedRegionsFollowTheirDefinition() {
    RoiOptions plain = RoiOptions.of(3, 2);
    List<RoiOptions> all =
        List.of(
            plain,
            plain.withAligned(true),
            plain.withSamplingRatio(2).withSpatialScale(0.5),
            plain.withSamplingRatio(1).withAligned(true).withSpatialScale(0.25),
            RoiOptions.of(1, 1));
    int h = 6;
    int w = 5;
    Tensor x = normal(2, 2, h, w);
    for (RoiOptions o : all) {
      Tensor regions = regions(7, 2, 6 / o.spatialScale());
      Tensor y = x.roiAlign(regions, o);
      double[] found = y.toDoubleArray();
      int bins = o.height() * o.width();
      for (int i = 0; i < found.length; i++) {
        int k = i / bins / 2;
        double[] region = regions.at(Index.index(k)).toDoubleArray();
        double[] plane = plane(x, (int) region[0], i / bins % 2);
        assertThat(found[i])
            .isCloseTo(aligned(plane, h, w, region, o, i % bins), Offset.offset(1e-12));
      }
      // the way back is the adjoint: ⟨align x, u⟩ = ⟨x, align' u⟩
      Tensor u = normal(7, 2, o.height(), o.width());
      Tensor tracked = x.tracked();
      Tensor dx = tracked.roiAlign(regions, o).multiply(u).sum().gradients().of(tracked);
      assertThat(dx.multiply(x).sum().item())
          .isCloseTo(y.multiply(u).sum().item(), Offset.offset(1e-11));
    }
  }

  @Test
  void aRegionOfAllPixelsIsThePicture() {
    Tensor x = normal(1, 2, 4, 5);
    Tensor whole = Tensor.of(new float[] {0, 0, 0, 5, 4}, 1, 5);
    assertThat(x.roiAlign(whole, RoiOptions.of(4, 5).withAligned(true)).allClose(x, 0, 1e-15))
        .isTrue();
    Tensor inclusive = Tensor.of(new float[] {0, 0, 0, 4, 3}, 1, 5); // both ends belong to it
    assertThat(x.roiPool(inclusive, RoiOptions.of(4, 5))).isEqualTo(x);
  }

  private static double largest(double[] x, int h, int w, double[] r, RoiOptions o, int bin) {
    long[] corner = new long[4];
    for (int i = 0; i < 4; i++) {
      double scaled = r[1 + i] * o.spatialScale();
      corner[i] = Math.round(Math.abs(scaled)) * (scaled < 0 ? -1 : 1);
    }
    double bw = Math.max(corner[2] - corner[0] + 1, 1) / (double) o.width();
    double bh = Math.max(corner[3] - corner[1] + 1, 1) / (double) o.height();
    int i = bin / o.width();
    int j = bin % o.width();
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < h; row++) {
      for (int column = 0; column < w; column++) {
        boolean rowIn =
            row - corner[1] >= Math.floor(i * bh) && row - corner[1] < Math.ceil((i + 1) * bh);
        boolean columnIn =
            column - corner[0] >= Math.floor(j * bw)
                && column - corner[0] < Math.ceil((j + 1) * bw);
        most = rowIn && columnIn ? Math.max(most, x[row * w + column]) : most;
      }
    }
    return most == Double.NEGATIVE_INFINITY ? 0 : most;
  }

  @Test
  void pooledRegionsFollowTheirDefinition() {
    int h = 6;
    int w = 5;
    Tensor x = normal(2, 2, h, w);
    for (RoiOptions o : List.of(RoiOptions.of(2, 4), RoiOptions.of(4, 1).withSpatialScale(0.5))) {
      Tensor regions = regions(9, 2, 6 / o.spatialScale());
      Tensor tracked = x.tracked();
      Tensor y = tracked.roiPool(regions, o);
      double[] found = y.toDoubleArray();
      int bins = o.height() * o.width();
      for (int i = 0; i < found.length; i++) {
        double[] region = regions.at(Index.index(i / bins / 2)).toDoubleArray();
        double[] plane = plane(x, (int) region[0], i / bins % 2);
        assertThat(found[i]).isEqualTo(largest(plane, h, w, region, o, i % bins));
      }
      // all of a gradient goes to the maximum, so ⟨dx, x⟩ = ⟨dy, y⟩
      Tensor u = normal(9, 2, o.height(), o.width());
      Tensor dx = y.multiply(u).sum().gradients().of(tracked);
      assertThat(dx.multiply(x).sum().item())
          .isCloseTo(y.multiply(u).sum().item(), Offset.offset(1e-12));
    }
  }

  @Test
  void noRegionsGiveNoNumbers() {
    Tensor x = normal(1, 2, 4, 5).tracked();
    Tensor none = Tensor.zeros(0, 5);
    assertThat(x.roiAlign(none, RoiOptions.of(2, 2)).shape()).isEqualTo(Shape.of(0, 2, 2, 2));
    assertThat(x.roiPool(none, RoiOptions.of(2, 2)).shape()).isEqualTo(Shape.of(0, 2, 2, 2));
    assertThat(x.roiAlign(none, RoiOptions.of(2, 2)).sum().gradients().of(x).any().item()).isZero();
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Tensor x = normal(2, 3, 9, 8).to(DType.FLOAT32);
    Tensor regions = regions(11, 2, 8);
    AnyThreads.same(() -> both(x, regions).toFloatArray());
  }

  private static Tensor both(Tensor x, Tensor regions) {
    Tensor tracked = x.tracked();
    Tensor y = tracked.roiAlign(regions, RoiOptions.of(3, 3));
    Tensor dx = y.square().sum().gradients().of(tracked);
    return Tensors.concat(0, y.stopGradient().flatten(), dx.flatten());
  }
}
