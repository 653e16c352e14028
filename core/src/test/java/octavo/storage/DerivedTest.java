package octavo.storage;

import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.Parameter;
import octavo.tensor.ConvOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DerivedTest {
  private static float[] doubled(Storage storage, float[] temporary) {
    return Derived.of(
        storage,
        "doubled",
        storage.length(),
        length -> temporary,
        to -> {
          for (int i = 0; i < storage.length(); i++) {
            to[i] = (float) (2 * storage.getDouble(i));
          }
          return to;
        });
  }

  @Test
  void keepsWhatIsAskedForTwiceUntilTheNumbersChange() {
    FloatStorage storage = new FloatStorage(new float[] {1, 2});
    float[] temporary = new float[2];
    assertThat(doubled(storage, temporary)).isSameAs(temporary);
    float[] kept = doubled(storage, temporary);
    assertThat(kept).isNotSameAs(temporary).containsExactly(2, 4);
    assertThat(doubled(storage, temporary)).isSameAs(kept);
    storage.array()[0] = 5;
    storage.touch();
    assertThat(doubled(storage, temporary)).isSameAs(temporary).containsExactly(10, 4);
    assertThat(doubled(storage, temporary)).isNotSameAs(kept).containsExactly(10, 4);
  }

  @Test
  void aConvolutionSeesTheNewNumbersOfItsWeight() {
    int[][] shapes = {
      {32, 32, 3, 3}, {64, 32, 1, 1}, {40, 32, 2, 2}
    }; // Winograd, pointwise, direct
    for (int[] shape : shapes) {
      Parameter weight = Parameter.of(Tensor.ones(shape));
      Tensor x = Tensor.ones(1, 32, 24, 24);
      Tensor first = x.conv2d(weight.tensor(), null, ConvOptions.DEFAULT);
      for (int i = 0; i < 3; i++) {
        assertThat(x.conv2d(weight.tensor(), null, ConvOptions.DEFAULT)).isEqualTo(first);
      }
      weight.set(Tensors.full(weight.tensor().shape(), 2));
      Tensor second = x.conv2d(weight.tensor(), null, ConvOptions.DEFAULT);
      assertThat(second).isEqualTo(first.multiply(2));
    }
  }
}
