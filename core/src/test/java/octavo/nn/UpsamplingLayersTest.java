package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.CarafeOptions;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.ConvolutionMatrix;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class UpsamplingLayersTest {
  private static final Tensor SQUARE = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(shape.length), 0, 1, shape);
  }

  private static void assertClose(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.allClose(expected, 0, tolerance)).as("%s%n%s", found, expected).isTrue();
  }

  /// The two of almost the same name differ, in PyTorch as here.
  @Test
  void upsamplingBilinear2dAlignsCornersAndUpsampleDoesNot() {
    Tensor plain = Upsample.scale(2).withMode(Interpolation.BILINEAR).forward(SQUARE);
    Tensor old = UpsamplingBilinear2d.scale(2).forward(SQUARE);
    assertThat(plain.narrow(2, 0, 1).toFloatArray()).containsExactly(1, 1.25f, 1.75f, 2);
    assertClose(old.narrow(2, 0, 1).reshape(4), Tensor.of(1, 4 / 3f, 5 / 3f, 2), 3e-7);
    assertThat(old)
        .isEqualTo(
            Upsample.scale(2).withMode(Interpolation.BILINEAR).withAlignCorners().forward(SQUARE));
    assertThat(UpsamplingBilinear2d.size(4, 4).forward(SQUARE)).isEqualTo(old);
    assertThat(UpsamplingNearest2d.scale(2).forward(SQUARE))
        .isEqualTo(Upsample.size(4, 4).forward(SQUARE));
    assertThat(UpsamplingNearest2d.size(4).forward(SQUARE))
        .isEqualTo(Upsample.scale(2, 2).forward(SQUARE));
  }

  @Test
  void shufflesAreLayers() {
    Tensor x = normal(1, 9, 2, 2);
    assertThat(new PixelUnshuffle(3).forward(new PixelShuffle(3).forward(x))).isEqualTo(x);
    assertThatThrownBy(() -> new PixelShuffle(0))
        .hasMessage("PixelShuffle: the factor must be at least 1, but is 0.");
    assertThatThrownBy(() -> new PixelUnshuffle(-1))
        .hasMessage("PixelUnshuffle: the factor must be at least 1, but is -1.");
  }

  @Test
  void namesAreChecked() {
    InterpolateOptions o = InterpolateOptions.scale(2);
    assertThatThrownBy(() -> new UpsamplingBilinear2d(o.withMode(Interpolation.BILINEAR)))
        .hasMessage(
            "UpsamplingBilinear2d: the mode must be BILINEAR with corners aligned, but is BILINEAR with corners not aligned. Use Upsample.");
    assertThatThrownBy(() -> new UpsamplingNearest2d(o.withMode(Interpolation.AREA)))
        .hasMessage("UpsamplingNearest2d: the mode must be NEAREST, but is AREA. Use Upsample.");
  }

  /// Away from the edges, where the transposed convolution misses neighbors.
  @Test
  void aBilinearTransposedConvolutionIsInterpolation() {
    Tensor x = normal(1, 3, 6, 5).to(DType.FLOAT32);
    for (int groups : new int[] {1, 3}) {
      ConvTranspose2d up =
          ConvTranspose2d.of(3, 3, kernel(4))
              .withStride(2)
              .withPadding(1)
              .withGroups(groups)
              .withoutBias()
              .withInitializer(Initializer.bilinear())
              .create(Rng.of(1));
      Tensor y = up.forward(x);
      Tensor expected = Upsample.scale(2).withMode(Interpolation.BILINEAR).forward(x);
      assertClose(
          y.narrow(2, 1, 10).narrow(3, 1, 8), expected.narrow(2, 1, 10).narrow(3, 1, 8), 2e-6);
    }
    Tensor odd = Initializer.bilinear().create(Rng.of(1), Shape.of(1, 1, 3));
    assertThat(odd).isEqualTo(Tensor.of(0.5f, 1, 0.5f).reshape(1, 1, 3));
    assertThatThrownBy(() -> Initializer.bilinear().create(Rng.of(1), Shape.of(2, 3, 4, 4)))
        .hasMessage(
            "Initializer.bilinear: the weight must be [in, out/groups, …] with as many channels in as out, or one channel a group, but the shape is [2, 3, 4, 4].");
  }

  @Test
  void icnrBeginsAsNearestNeighbors() {
    SubPixelConv2d up = SubPixelConv2d.create(2, 3, 2, 3, Rng.of(2));
    Tensor x = normal(1, 2, 5, 4).to(DType.FLOAT32);
    Tensor y = up.forward(x);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 10, 8));
    Tensor corners = y.reshape(3, 5, 2, 4, 2).permute(0, 1, 3, 2, 4);
    Tensor first = corners.narrow(3, 0, 1).narrow(4, 0, 1);
    assertThat(corners.subtract(first).abs().max().item()).isZero();
    assertThat(up.parameters().keySet()).containsExactly("conv.weight", "conv.bias");
    assertThatThrownBy(() -> SubPixelConv2d.create(2, 3, 2, 4, Rng.of(2)))
        .hasMessage(
            "SubPixelConv2d: channels, factor and size must be positive and the size odd, but in is 2, out is 3, the factor is 2 and the size 4.");
    Initializer icnr = Initializer.icnr(2, Initializer.constant(1));
    assertThatThrownBy(() -> icnr.create(Rng.of(1), Shape.of(6, 2)))
        .hasMessage(
            "Initializer.icnr: the square of the factor must divide the outputs, but the factor is 2 and the shape [6, 2].");
    assertThatThrownBy(() -> Initializer.icnr(0, Initializer.constant(1)))
        .hasMessage("Initializer.icnr: the factor must be at least 1, but is 0.");
  }

  @Test
  void convolutionIsAMatrixAndItsTransposeTheTransposedConvolution() {
    Tensor w = normal(4, 2, 3, 2);
    ConvOptions[] all = {
      ConvOptions.DEFAULT.withGroups(2),
      ConvOptions.DEFAULT.withGroups(2).withStride(2).withPadding(1),
      ConvOptions.DEFAULT.withGroups(2).withPadding(Padding.same()).withStride(2, 1),
      ConvOptions.DEFAULT.withGroups(2).withPadding(Padding.of(2, 0, 1, 1)).withDilation(2),
    };
    for (ConvOptions o : all) {
      Tensor x = normal(1, 4, 7, 5);
      Tensor c = ConvolutionMatrix.of(w, 7, 5, o);
      Tensor y = x.conv2d(w, null, o);
      assertClose(c.matmul(x.flatten()), y.flatten(), 1e-12);
      Tensor dy = normal(y.shape().toArray());
      Tensor adjoint = c.transpose().matmul(dy.flatten());
      double left = y.multiply(dy).sum().item();
      double right = x.flatten().multiply(adjoint).sum().item();
      assertThat(Math.abs(left - right)).isLessThan(1e-5);
    }
  }

  @Test
  void threeByThreeOverFourByFourIsFourBySixteen() {
    Tensor w = normal(1, 1, 3, 3);
    Tensor c = ConvolutionMatrix.of(w, 4, 4, ConvOptions.DEFAULT);
    assertThat(c.shape()).isEqualTo(Shape.of(4, 16));
    assertThat(c.notEqualTo(0).to(DType.FLOAT64).sum(1))
        .isEqualTo(Tensors.full(DType.FLOAT64, Shape.of(4), 9));
    Tensor y = normal(1, 1, 2, 2);
    Tensor back = y.convTranspose2d(w, null, ConvTransposeOptions.DEFAULT);
    assertClose(c.transpose().matmul(y.flatten()), back.flatten(), 1e-13);
    Conv2d conv = Conv2d.of(2, 3, kernel(3)).withStride(2).withPadding(1).create(Rng.of(4));
    assertThat(conv.toMatrix(5, 6).shape()).isEqualTo(Shape.of(27, 60));
    ConvTranspose2d up =
        ConvTranspose2d.of(2, 3, kernel(3))
            .withStride(2)
            .withOutputPadding(1)
            .withoutBias()
            .create(Rng.of(4));
    Tensor x = normal(1, 2, 3, 2).to(DType.FLOAT32);
    assertClose(up.toMatrix(3, 2).matmul(x.flatten()), up.forward(x).flatten(), 4e-6);
    assertThatThrownBy(() -> ConvolutionMatrix.of(normal(3, 3), 4, 4, ConvOptions.DEFAULT))
        .hasMessage(
            "ConvolutionMatrix: a weight [out, in/groups, height, width] and a picture are needed, but the weight is [3, 3] and the picture [4, 4].");
    ConvOptions last = ConvOptions.DEFAULT.withLayout(Layout.CHANNELS_LAST);
    assertThatThrownBy(() -> ConvolutionMatrix.of(w, 4, 4, last))
        .hasMessage(
            "ConvolutionMatrix: channels must stand first, but the layout is CHANNELS_LAST.");
  }

  @Test
  void carafeBeginsAsAMeanAndLearnsKernels() {
    Carafe up = Carafe.of(4).withCompressed(6).create(Rng.of(3));
    Tensor x = normal(1, 4, 5, 3).to(DType.FLOAT32);
    Tensor y = up.forward(x);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 10, 6));
    Tensor kernels = up.kernels(x, Mode.inference());
    assertThat(kernels.shape()).isEqualTo(Shape.of(1, 25, 10, 6));
    assertClose(kernels.sum(1), Tensor.ones(1, 10, 6), 2e-6);
    // kernels begin near 1/25; a mean of 5×5 with zeros around, of the enlarged picture's windows
    Tensor means = x.avgPool2d(kernel(5).withStride(1).withPadding(2));
    assertClose(y, means.interpolate(InterpolateOptions.scale(2)), 0.05);
    assertThat(up.parameters().keySet())
        .containsExactly("compressor.weight", "compressor.bias", "encoder.weight", "encoder.bias");
    CarafeOptions groups = CarafeOptions.DEFAULT.withGroups(2).withKernel(3).withFactor(3);
    Carafe grouped =
        Carafe.of(4)
            .withCompressed(2)
            .withEncoderKernel(1)
            .withReassembly(groups)
            .create(Rng.of(3));
    assertThat(grouped.forward(x).shape()).isEqualTo(Shape.of(1, 4, 15, 9));
    assertThatThrownBy(() -> Carafe.of(5).withReassembly(groups))
        .hasMessage(
            "Carafe: groups must divide the channels, but groups is 2 and there are 5 channels.");
    assertThatThrownBy(() -> Carafe.of(0))
        .hasMessage(
            "Carafe: channels must be positive and the encoder's kernel odd, but there are 0 channels, 64 compressed ones and the kernel is 3.");
  }

  /// With one-hot kernels in the middle it is the nearest number.
  @Test
  void carafeWithOneHotKernelsTakesNeighbors() {
    Tensor x = normal(1, 2, 3, 4);
    Tensor kernels = Tensor.zeros(1, 9, 6, 8).to(DType.FLOAT64);
    Tensor middle =
        Tensors.concat(
            1,
            kernels.narrow(1, 0, 4),
            Tensors.full(DType.FLOAT64, Shape.of(1, 1, 6, 8), 1),
            kernels.narrow(1, 0, 4));
    CarafeOptions o = CarafeOptions.DEFAULT.withKernel(3);
    assertThat(x.carafe(middle, o)).isEqualTo(x.interpolate(InterpolateOptions.scale(2)));
  }
}
