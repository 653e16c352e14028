package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.AnyThreads;
import octavo.kernel.conv.ConvPlanner;
import octavo.random.Rng;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConvolutionsTest {
  private static final Rng RNG = Rng.of(5);

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  private static double dot(Tensor a, Tensor b) {
    return a.multiply(b).sum().item();
  }

  @Test
  void theTransposedConvolutionIsTheAdjoint() {
    ConvOptions o = ConvOptions.DEFAULT.withStride(3).withPadding(2).withDilation(2).withGroups(2);
    ConvTransposeOptions t = ConvTransposeOptions.of(o);
    Tensor line = normal(2, 4, 13);
    Tensor image = normal(2, 4, 13, 16);
    Tensor volume = normal(2, 4, 10, 13, 16);
    Tensor w1 = normal(6, 2, 3);
    Tensor w2 = normal(6, 2, 3, 3);
    Tensor w3 = normal(6, 2, 3, 3, 3);
    Tensor y1 = normal(line.conv1d(w1, null, o).shape().toArray());
    Tensor y2 = normal(image.conv2d(w2, null, o).shape().toArray());
    Tensor y3 = normal(volume.conv3d(w3, null, o).shape().toArray());
    Offset<Double> close = Offset.offset(1e-2);
    assertThat(dot(line.conv1d(w1, null, o), y1))
        .isCloseTo(dot(line, y1.convTranspose1d(w1, null, t)), close);
    assertThat(dot(image.conv2d(w2, null, o), y2))
        .isCloseTo(dot(image, y2.convTranspose2d(w2, null, t)), close);
    assertThat(dot(volume.conv3d(w3, null, o), y3))
        .isCloseTo(dot(volume, y3.convTranspose3d(w3, null, t)), close);
  }

  @Test
  void sameMultipliesTheSizeOfATransposedConvolution() {
    ConvTransposeOptions same =
        ConvTransposeOptions.DEFAULT.withStride(2).withPadding(Padding.same());
    for (int kernel = 1; kernel < 6; kernel++) {
      Tensor y = normal(1, 2, 7, 5).convTranspose2d(normal(2, 3, kernel, kernel), null, same);
      assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 14, 10));
    }
  }

  @Test
  void channelsLastIsTheSameConvolution() {
    ConvOptions first = ConvOptions.DEFAULT.withPadding(1).withStride(2);
    ConvOptions last = first.withLayout(Layout.CHANNELS_LAST);
    Tensor w = normal(5, 3, 3, 3);
    Tensor bias = normal(5);
    for (int size : new int[] {9, 600}) {
      Tensor x = normal(3, 3, size, size + 1);
      Tensor expected = x.conv2d(w, bias, first);
      Tensor found = x.permute(0, 2, 3, 1).conv2d(w, bias, last).permute(0, 3, 1, 2);
      assertThat(found.subtract(expected).abs().max().item()).isLessThan(1e-5);
    }
  }

  @Test
  void everyAlgorithmOfThePlannerHasAName() {
    List<String> names = new ArrayList<>();
    for (ConvAlgorithm algorithm : ConvAlgorithm.values()) {
      names.add(algorithm.label());
    }
    names.remove("auto");
    assertThat(names).isEqualTo(new ConvPlanner(true).labels());
  }

  @Test
  void aPinnedAlgorithmIsTaken() {
    Tensor x = normal(1, 32, 20, 20);
    Tensor w = normal(32, 32, 3, 3);
    Tensor direct = x.conv2d(w, null, ConvOptions.DEFAULT.withAlgorithm(ConvAlgorithm.DIRECT));
    Tensor winograd =
        x.conv2d(w, null, ConvOptions.DEFAULT.withAlgorithm(ConvAlgorithm.WINOGRAD_4X4));
    assertThat(direct).isNotEqualTo(winograd);
    assertThat(direct.subtract(winograd).abs().max().item()).isLessThan(1e-3);
  }

  @Test
  void fastTakesAMethodThatIsRight() {
    Tensor x = normal(1, 32, 20, 20);
    Tensor w = normal(32, 32, 3, 3);
    ConvOptions fast = ConvOptions.DEFAULT.withDeterminism(Determinism.FAST);
    Tensor expected = x.conv2d(w, null, ConvOptions.DEFAULT);
    for (int i = 0; i < 2; i++) {
      Tensor found = x.conv2d(w, null, fast);
      assertThat(found.subtract(expected).abs().max().item()).isLessThan(1e-3);
    }
  }

  @Test
  void volumesGiveTheSameBitsForAnyNumberOfThreads() {
    ConvOptions o = ConvOptions.DEFAULT.withPadding(1);
    Tensor x = normal(2, 6, 9, 31, 33);
    Tensor w = normal(8, 6, 3, 3, 3);
    AnyThreads.same(() -> x.conv3d(w, null, o));
  }
}
