package octavo.nn;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import octavo.inference.InferenceModel;
import octavo.random.Rng;
import octavo.tensor.PoolingMethods.Pooled;
import octavo.tensor.RandomTensors;
import octavo.tensor.RoiOptions;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Window;
import org.junit.jupiter.api.Test;

class PoolingLayersTest {
  private static final Window TWO = kernel(2);
  private final Rng rng = Rng.of(1);
  private final Tensor line = RandomTensors.normal(rng, 2, 3, 8);
  private final Tensor image = RandomTensors.normal(rng, 2, 3, 8, 6);
  private final Tensor volume = RandomTensors.normal(rng, 2, 3, 4, 8, 6);

  @Test
  void layersCallTheirOperation() {
    assertThat(new MaxPool1d(TWO).forward(line)).isEqualTo(line.maxPool1d(TWO));
    assertThat(new MaxPool2d(TWO).forward(image)).isEqualTo(image.maxPool2d(TWO));
    assertThat(new MaxPool3d(TWO).forward(volume)).isEqualTo(volume.maxPool3d(TWO));
    assertThat(new AvgPool1d(TWO).forward(line)).isEqualTo(line.avgPool1d(TWO));
    assertThat(new AvgPool2d(TWO).forward(image)).isEqualTo(image.avgPool2d(TWO));
    assertThat(new AvgPool3d(TWO).forward(volume)).isEqualTo(volume.avgPool3d(TWO));
    assertThat(new LpPool1d(2, TWO).forward(line)).isEqualTo(line.lpPool1d(2, TWO));
    assertThat(new LpPool2d(2, TWO).forward(image)).isEqualTo(image.lpPool2d(2, TWO));
    assertThat(new LpPool3d(2, TWO).forward(volume)).isEqualTo(volume.lpPool3d(2, TWO));
    assertThat(new AdaptiveAvgPool1d(3).forward(line)).isEqualTo(line.adaptiveAvgPool1d(3));
    assertThat(new AdaptiveAvgPool3d(2, 3, 4).forward(volume))
        .isEqualTo(volume.adaptiveAvgPool3d(2, 3, 4));
    assertThat(new AdaptiveMaxPool1d(3).forward(line)).isEqualTo(line.adaptiveMaxPool1d(3));
    assertThat(new AdaptiveMaxPool2d(3, 4).forward(image)).isEqualTo(image.adaptiveMaxPool2d(3, 4));
    assertThat(new AdaptiveMaxPool3d(2, 3, 4).forward(volume))
        .isEqualTo(volume.adaptiveMaxPool3d(2, 3, 4));
    assertThat(new GlobalAvgPool().forward(volume)).isEqualTo(volume.globalAvgPool());
    assertThat(new GlobalMaxPool().forward(line).squeeze(2)).isEqualTo(line.max(2));
    assertThat(new SoftPool1d(TWO).forward(line)).isEqualTo(line.softPool1d(TWO));
    assertThat(new SoftPool2d(TWO).forward(image)).isEqualTo(image.softPool2d(TWO));
    assertThat(new SoftPool3d(TWO).forward(volume)).isEqualTo(volume.softPool3d(TWO));
    Tensor half = Tensor.scalar(0.5);
    assertThat(MixedPool1d.of(TWO, 0.5).forward(line)).isEqualTo(line.mixedPool1d(TWO, half));
    assertThat(MixedPool3d.of(TWO, 0.5).forward(volume)).isEqualTo(volume.mixedPool3d(TWO, half));
    assertThat(SpatialPyramidPool.of(1, 2).forward(image))
        .isEqualTo(image.spatialPyramidPool(1, 2));
  }

  @Test
  void whatIsLearnedHasAName() {
    GeM mean = GeM.create();
    assertThat(mean.parameters().keySet()).containsExactly("p");
    Mode mode = Mode.training(rng);
    Tensor dp = mean.forward(image.abs(), mode).sum().gradients().of(mean.p());
    assertThat(dp.shape()).isEqualTo(Shape.of(1));
    assertThat(dp.item()).isPositive(); // a larger exponent, a larger mean
    assertThat(GeM.create(3).forward(image).shape()).isEqualTo(Shape.of(2, 3, 1, 1));
    MixedPool2d mixed = MixedPool2d.learned(TWO);
    assertThat(mixed.parameters().keySet()).containsExactly("alpha");
    assertThat(mixed.forward(image)).isEqualTo(MixedPool2d.of(TWO, 0.5).forward(image));
    assertThat(MixedPool2d.learned(TWO, 3).parameterCount()).isEqualTo(3);
    assertThat(MixedPool2d.of(TWO, 0.3).parameters()).isEmpty();
    assertThat(MixedPool1d.learned(TWO, 3).parameters().keySet()).containsExactly("alpha");
    assertThat(MixedPool3d.learned(TWO).forward(volume))
        .isEqualTo(MixedPool3d.of(TWO, 0.5).forward(volume));
    assertThat(SpatialPyramidPool.of(1, 2).parameters()).isEmpty();
  }

  @Test
  void chanceIsForTrainingOnly() {
    StochasticPool2d stochastic = new StochasticPool2d(TWO);
    assertThat(stochastic.forward(image)).isEqualTo(image.stochasticPool2d(TWO));
    assertThat(stochastic.forward(image, Mode.training(Rng.of(5))))
        .isEqualTo(image.stochasticPool2d(TWO, Rng.of(5)));
    assertThat(new StochasticPool1d(TWO).forward(line)).isEqualTo(line.stochasticPool1d(TWO));
    assertThat(new StochasticPool1d(TWO).forward(line, Mode.training(Rng.of(5))))
        .isEqualTo(line.stochasticPool1d(TWO, Rng.of(5)));
    assertThat(new StochasticPool3d(TWO).forward(volume)).isEqualTo(volume.stochasticPool3d(TWO));
    assertThat(new StochasticPool3d(TWO).forward(volume, Mode.training(Rng.of(5))))
        .isEqualTo(volume.stochasticPool3d(TWO, Rng.of(5)));
    FractionalMaxPool2d planes = new FractionalMaxPool2d(TWO, 5, 4);
    FractionalMaxPool3d cubes = new FractionalMaxPool3d(TWO, 2, 5, 4);
    Tensor middle = planes.forward(image);
    assertThat(middle.shape()).isEqualTo(Shape.of(2, 3, 5, 4));
    assertThat(planes.forward(image)).isEqualTo(middle);
    Tensor drawn = planes.forward(image, Mode.training(Rng.of(5)));
    assertThat(planes.forward(image, Mode.training(Rng.of(5)))).isEqualTo(drawn);
    assertThat(planes.forward(image, Mode.training(Rng.of(6)))).isNotEqualTo(drawn);
    assertThat(cubes.forward(volume).shape()).isEqualTo(Shape.of(2, 3, 2, 5, 4));
    assertThat(cubes.forward(volume, Mode.training(rng)).shape())
        .isEqualTo(Shape.of(2, 3, 2, 5, 4));
  }

  @Test
  void unpoolingTakesIndices() {
    Pooled one = line.maxPool1dWithIndices(TWO);
    Pooled two = image.maxPool2dWithIndices(TWO);
    Pooled three = volume.maxPool3dWithIndices(TWO);
    assertThat(new MaxUnpool1d(TWO).forward(one).shape()).isEqualTo(line.shape());
    assertThat(new MaxUnpool2d(TWO).forward(two).shape()).isEqualTo(image.shape());
    assertThat(new MaxUnpool3d(TWO).forward(three).shape()).isEqualTo(volume.shape());
    assertThat(new MaxUnpool1d(TWO).forward(one.values(), one.indices(), 9).shape())
        .isEqualTo(Shape.of(2, 3, 9));
    assertThat(new MaxUnpool2d(TWO).forward(two.values(), two.indices(), 9, 6).shape())
        .isEqualTo(Shape.of(2, 3, 9, 6));
    assertThat(new MaxUnpool3d(TWO).forward(three.values(), three.indices(), 5, 8, 6).shape())
        .isEqualTo(Shape.of(2, 3, 5, 8, 6));
  }

  @Test
  void regionsAreASecondInput() {
    Tensor regions = Tensor.of(new float[] {1, 0, 0, 4, 4, 0, 2, 1, 5, 7}, 2, 5);
    RoiOptions options = RoiOptions.of(2, 3);
    assertThat(new RoiPool(options).forward(image, regions))
        .isEqualTo(image.roiPool(regions, options));
    assertThat(new RoiAlign(options).forward(image, regions))
        .isEqualTo(image.roiAlign(regions, options));
  }

  @Test
  void inferenceComputesTheSame() {
    Window half = kernel(3).withStride(2).withPadding(1).withCeilMode();
    List<Layer> onImages =
        List.of(
            new MaxPool2d(half),
            new AvgPool2d(half.withDivisorOverride(4)),
            new LpPool2d(2, TWO),
            new AdaptiveAvgPool2d(3, 4),
            new AdaptiveMaxPool2d(3, 4),
            new GlobalMaxPool(),
            GeM.create(),
            new SoftPool2d(half),
            MixedPool2d.learned(half),
            new StochasticPool2d(half),
            new FractionalMaxPool2d(TWO, 5, 4),
            SpatialPyramidPool.of(1, 2, 3));
    for (Layer layer : onImages) {
      Sequential network = Sequential.of(new Relu(), layer, new Tanh());
      assertThat(InferenceModel.of(network).forward(image)).isEqualTo(network.forward(image));
    }
    for (Layer layer : List.of(new MaxPool3d(half), new AvgPool3d(half), new GlobalAvgPool())) {
      Sequential network = Sequential.of(new Relu(), layer, new Tanh());
      assertThat(InferenceModel.of(network).forward(volume)).isEqualTo(network.forward(volume));
    }
  }

  /// What a window says wrongly is refused when the layer is made, under the layer's name.
  @Test
  void windowsAreCheckedByTheLayers() {
    Window wide = kernel(2).withPadding(2);
    for (Function<Window, Object> layer :
        List.<Function<Window, Object>>of(
            MaxPool1d::new,
            MaxPool2d::new,
            MaxPool3d::new,
            AvgPool1d::new,
            AvgPool2d::new,
            AvgPool3d::new,
            w -> new LpPool1d(2, w),
            w -> new LpPool2d(2, w),
            w -> new LpPool3d(2, w),
            SoftPool1d::new,
            SoftPool2d::new,
            SoftPool3d::new,
            StochasticPool1d::new,
            StochasticPool2d::new,
            StochasticPool3d::new,
            w -> MixedPool1d.of(w, 0.5),
            w -> MixedPool2d.of(w, 0.5),
            w -> MixedPool3d.of(w, 0.5),
            MaxUnpool1d::new,
            MaxUnpool2d::new,
            MaxUnpool3d::new)) {
      String name = layer.apply(TWO).getClass().getSimpleName();
      assertThatThrownBy(() -> layer.apply(wide))
          .hasMessage(
              name
                  + ": padding must be at most half the window [2, 2, 2], else a window sees only"
                  + " padding, but is [2, 2, 2].");
    }
    assertThatThrownBy(() -> new MaxPool2d(TWO.withDivisorOverride(3)))
        .hasMessage(
            "MaxPool2d: countIncludePad and divisorOverride are for means, but the window has"
                + " countIncludePad true and divisorOverride 3.");
    assertThatThrownBy(() -> new FractionalMaxPool2d(TWO.withStride(1), 2, 2))
        .hasMessageStartingWith("FractionalMaxPool2d: the window must have a size only, but is");
    assertThatThrownBy(() -> new FractionalMaxPool3d(kernel(2, 2), 2, 2, 2))
        .hasMessage(
            "FractionalMaxPool3d: a volume needs a window with a depth, but it is [2, 2]. Use"
                + " kernel(depth, height, width).");
    assertThatThrownBy(() -> new MaxUnpool2d(TWO.withCeilMode()))
        .hasMessageStartingWith(
            "MaxUnpool2d: the window must have neither dilation nor ceilMode, but is");
  }

  @Test
  void sizesAndSharesAreChecked() {
    assertThatThrownBy(() -> new AdaptiveMaxPool2d(3, 0))
        .hasMessage(
            "AdaptiveMaxPool2d: the result must have at least one number along each axis, but is to"
                + " be [3, 0].");
    assertThatThrownBy(() -> new AdaptiveAvgPool1d(0))
        .hasMessage(
            "AdaptiveAvgPool1d: the result must have at least one number along each axis, but is to"
                + " be [0].");
    assertThatThrownBy(() -> new FractionalMaxPool3d(TWO, 1, 0, 1))
        .hasMessage(
            "FractionalMaxPool3d: the result must have at least one number along each axis, but is"
                + " to be [1, 0, 1].");
    assertThatThrownBy(() -> new LpPool2d(0, TWO))
        .hasMessage("LpPool2d: the exponent must be positive and finite, but is 0.0.");
    assertThatThrownBy(() -> MixedPool2d.of(TWO, 1.5))
        .hasMessage("MixedPool2d: the share of the maximum must be in [0, 1], but is 1.5.");
    assertThatThrownBy(() -> new GeM(Parameter.of(Tensor.ones(2, 3)), 1e-6))
        .hasMessage("GeM: p must be one number or one for each channel, but is [2, 3].");
    assertThatThrownBy(() -> new GeM(Parameter.of(Tensor.ones(1)), -1))
        .hasMessage("GeM: epsilon must be finite and not negative, but is -1.0.");
    assertThatThrownBy(() -> SpatialPyramidPool.of(1, 0))
        .hasMessage("SpatialPyramidPool: levels must be positive, at least one, but are [1, 0].");
  }
}
