package octavo.tensor;

import static octavo.tensor.Interpolation.AREA;
import static octavo.tensor.Interpolation.BICUBIC;
import static octavo.tensor.Interpolation.BILINEAR;
import static octavo.tensor.Interpolation.LANCZOS;
import static octavo.tensor.Interpolation.LINEAR;
import static octavo.tensor.Interpolation.NEAREST;
import static octavo.tensor.Interpolation.NEAREST_EXACT;
import static octavo.tensor.Interpolation.TRILINEAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The fixtures and properties of resizing.
class InterpolateTest {
  private static final InterpolateOptions TWICE = InterpolateOptions.scale(2);
  private static final Tensor SQUARE = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);

  private static Tensor picture(double[]... rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Tensors.of(flat, 1, 1, rows.length, rows[0].length).to(DType.FLOAT32);
  }

  private static double[] row(double... numbers) {
    return numbers;
  }

  private static void assertClose(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.allClose(expected, 0, tolerance)).as("%s%n%s", found, expected).isTrue();
  }

  @Test
  void nearest() {
    assertThat(SQUARE.interpolate(TWICE))
        .isEqualTo(picture(row(1, 1, 2, 2), row(1, 1, 2, 2), row(3, 3, 4, 4), row(3, 3, 4, 4)));
    assertThat(SQUARE.interpolate(InterpolateOptions.size(3, 5)))
        .isEqualTo(picture(row(1, 1, 1, 2, 2), row(1, 1, 1, 2, 2), row(3, 3, 3, 4, 4)));
  }

  @Test
  void bilinearBetweenEdges() {
    Tensor y = SQUARE.interpolate(TWICE.withMode(BILINEAR));
    assertThat(y)
        .isEqualTo(
            picture(
                row(1, 1.25, 1.75, 2),
                row(1.5, 1.75, 2.25, 2.5),
                row(2.5, 2.75, 3.25, 3.5),
                row(3, 3.25, 3.75, 4)));
  }

  @Test
  void bilinearBetweenCorners() {
    InterpolateOptions aligned = TWICE.withMode(BILINEAR).withAlignCorners();
    double t = 1 / 3.0;
    Tensor expected =
        picture(
            row(1, 1 + t, 1 + 2 * t, 2),
            row(1 + 2 * t, 2, 2 + t, 2 + 2 * t),
            row(2 + t, 2 + 2 * t, 3, 3 + t),
            row(3, 3 + t, 3 + 2 * t, 4));
    assertClose(SQUARE.interpolate(aligned), expected, 1e-6); // four roundings of 2^-23 each
    InterpolateOptions other = InterpolateOptions.size(3, 5).withMode(BILINEAR).withAlignCorners();
    assertThat(SQUARE.interpolate(other))
        .isEqualTo(
            picture(
                row(1, 1.25, 1.5, 1.75, 2),
                row(2, 2.25, 2.5, 2.75, 3),
                row(3, 3.25, 3.5, 3.75, 4)));
  }

  /// `a + b·row + c·column` at places that the rule of coordinates gives.
  private static Tensor affine(int rows, int columns, double down, double right, double shift) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double r = (i + shift) * down - shift;
        double c = (j + shift) * right - shift;
        values[i * columns + j] = 0.5 + 3 * r - 2 * c;
      }
    }
    return Tensors.of(values, 1, 1, rows, columns);
  }

  @Test
  void affinePicturesStayAffine() {
    Tensor x = affine(5, 4, 1, 1, 0);
    Tensor corners =
        x.interpolate(InterpolateOptions.size(9, 13).withMode(BILINEAR).withAlignCorners());
    assertClose(corners, affine(9, 13, 4 / 8.0, 3 / 12.0, 0), 1e-14);
    Tensor edges = x.interpolate(InterpolateOptions.size(15, 8).withMode(BILINEAR));
    Tensor expected = affine(15, 8, 5 / 15.0, 4 / 8.0, 0.5);
    // the outer half of a number has no neighbor beyond the edge
    Tensor inner = edges.narrow(2, 1, 13).narrow(3, 1, 6);
    assertClose(inner, expected.narrow(2, 1, 13).narrow(3, 1, 6), 1e-13);
    Tensor cubic = x.interpolate(InterpolateOptions.size(15, 8).withMode(BICUBIC));
    assertClose(
        cubic.narrow(2, 6, 3).narrow(3, 3, 2), expected.narrow(2, 6, 3).narrow(3, 3, 2), 0.3);
  }

  @Test
  void gradientOfNearestSumsBlocks() {
    Tensor x = Tensor.zeros(1, 1, 2, 3).tracked();
    Tensor dy = Tensors.arange(24).to(DType.FLOAT32).reshape(1, 1, 4, 6);
    Tensor dx = Derivatives.gradients(x.interpolate(TWICE), dy, false, x)[0];
    Tensor sums = dy.reshape(1, 1, 2, 2, 3, 2).sum(3, 5);
    assertThat(dx).isEqualTo(sums);
  }

  /// Every mode with every option it has.
  private static List<InterpolateOptions> all(int... sizes) {
    List<InterpolateOptions> all = new ArrayList<>();
    for (Interpolation mode : Interpolation.values()) {
      if (mode.rank() == 0 || mode.rank() == sizes.length) {
        InterpolateOptions o = InterpolateOptions.size(sizes).withMode(mode);
        all.add(o);
        if (mode.hasCorners()) {
          all.add(o.withAlignCorners());
          all.add(o.withAlignCorners().withAntialias());
        }
        if (mode.hasAntialias()) {
          all.add(o.withAntialias());
        }
      }
    }
    return all;
  }

  private static Tensor normal(Rng rng, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, rng, 0, 1, shape);
  }

  @Test
  void gradientsAreAdjoint() {
    Rng rng = Rng.of(5);
    int[][] inputs = {{2, 3, 7}, {2, 2, 6, 5}, {1, 2, 3, 4, 5}};
    for (int[] shape : inputs) {
      for (int[] target : new int[][] {{5}, {11}, {1}}) {
        int[] sizes = new int[shape.length - 2];
        Arrays.fill(sizes, target[0]);
        for (InterpolateOptions o : all(sizes)) {
          Tensor x = normal(rng, shape).tracked();
          Tensor ax = x.interpolate(o);
          Tensor y = normal(rng, ax.shape().toArray());
          Tensor aty = Derivatives.gradients(ax, y, false, x)[0];
          double left = ax.multiply(y).sum().item();
          double right = x.multiply(aty).sum().item();
          assertThat(left).as(o.toString()).isCloseTo(right, Offset.offset(1e-11));
        }
      }
    }
  }

  @Test
  void constantsStayConstant() {
    for (InterpolateOptions o : all(7, 3)) {
      assertClose(Tensor.ones(1, 2, 4, 5).interpolate(o), Tensor.ones(1, 2, 7, 3), 1e-6);
    }
  }

  @Test
  void theLastNumberOfAnAxisCounts() {
    Tensor x = Tensor.of(0, 0, 0, 1).reshape(1, 1, 4);
    Tensor y = x.interpolate(InterpolateOptions.scale(2).withMode(LINEAR));
    assertThat(y).isEqualTo(Tensor.of(0, 0, 0, 0, 0, 0.25f, 0.75f, 1).reshape(1, 1, 8));
    Tensor flipped = x.flip(2).interpolate(InterpolateOptions.scale(2).withMode(LINEAR));
    assertThat(flipped).isEqualTo(y.flip(2));
  }

  @Test
  void theScaleDecidesUnlessItIsRecomputed() {
    Tensor x = Tensor.of(0, 1, 2).reshape(1, 1, 3);
    InterpolateOptions o = InterpolateOptions.scale(1.5).withMode(LINEAR);
    assertClose(x.interpolate(o), Tensor.of(0, 0.5f, 7 / 6f, 11 / 6f).reshape(1, 1, 4), 1e-6);
    assertThat(x.interpolate(o.withRecomputedScale()))
        .isEqualTo(x.interpolate(InterpolateOptions.size(4).withMode(LINEAR)));
  }

  @Test
  void areaIsAdaptiveAverage() {
    Tensor x = normal(Rng.of(6), 2, 3, 7, 5);
    assertClose(
        x.interpolate(InterpolateOptions.size(3, 4).withMode(AREA)),
        x.adaptiveAvgPool2d(3, 4),
        1e-14);
  }

  /// Lanczos by its definition, number by number, halved: the filter is six numbers to each side.
  @Test
  void lanczosByDefinition() {
    Tensor x = normal(Rng.of(7), 1, 1, 20);
    double[] in = x.toDoubleArray();
    double[] out = new double[10];
    for (int i = 0; i < 10; i++) {
      double center = 2 * (i + 0.5);
      double sum = 0;
      double weights = 0;
      for (int j = 0; j < 20; j++) {
        double t = (j + 0.5 - center) / 2;
        double a = Math.PI * t;
        double w = Math.abs(t) >= 3 ? 0 : t == 0 ? 1 : 3 * Math.sin(a) * Math.sin(a / 3) / (a * a);
        sum += w * in[j];
        weights += w;
      }
      out[i] = sum / weights;
    }
    assertClose(
        x.interpolate(InterpolateOptions.scale(0.5).withMode(LANCZOS)),
        Tensors.of(out, 1, 1, 10),
        1e-14);
  }

  @Test
  void volumesAndSequencesAreResizedAxisByAxis() {
    Tensor x = normal(Rng.of(8), 1, 2, 3, 4, 5);
    Tensor whole = x.interpolate(InterpolateOptions.size(5, 2, 7).withMode(TRILINEAR));
    Tensor last = x.reshape(1, 24, 5).interpolate(InterpolateOptions.size(7).withMode(LINEAR));
    Tensor planes =
        last.reshape(1, 2, 3, 28).interpolate(InterpolateOptions.size(5, 28).withMode(BILINEAR));
    Tensor rows =
        planes
            .reshape(10, 4, 7)
            .transpose(1, 2)
            .reshape(1, 70, 4)
            .interpolate(InterpolateOptions.size(2).withMode(LINEAR));
    assertClose(whole, rows.reshape(10, 7, 2).transpose(1, 2).reshape(1, 2, 5, 2, 7), 1e-14);
    assertThat(
            Tensor.of(1, 2, 3)
                .reshape(1, 1, 3)
                .interpolate(InterpolateOptions.size(2).withMode(NEAREST_EXACT)))
        .isEqualTo(Tensor.of(1, 3).reshape(1, 1, 2));
    assertThat(
            Tensors.arange(3)
                .reshape(1, 1, 3)
                .interpolate(InterpolateOptions.size(2).withMode(NEAREST)))
        .isEqualTo(Tensor.of(0, 1).reshape(1, 1, 2));
  }

  @Test
  void pixelShuffleLaysChannelsSideBySide() {
    Tensor x = Tensors.arange(1, 129, 1).to(DType.FLOAT32).reshape(1, 8, 4, 4);
    Tensor y = x.pixelShuffle(2);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 8, 8));
    assertThat(Arrays.copyOf(y.toFloatArray(), 16))
        .containsExactly(1, 17, 2, 18, 3, 19, 4, 20, 33, 49, 34, 50, 35, 51, 36, 52);
    assertThat(y.pixelUnshuffle(2)).isEqualTo(x);
    Tensor integers = Tensors.arange(128).reshape(8, 4, 4);
    assertThat(integers.pixelShuffle(2).pixelUnshuffle(2)).isEqualTo(integers);
    assertThat(integers.pixelShuffle(2).dtype()).isEqualTo(DType.INT64);
    Tensor byViews = x.reshape(1, 2, 2, 2, 4, 4).permute(0, 1, 4, 2, 5, 3).reshape(1, 2, 8, 8);
    assertThat(y).isEqualTo(byViews);
  }
}
