package octavo.analysis.receptive;

import static octavo.analysis.receptive.WindowLayer.conv;
import static octavo.analysis.receptive.WindowLayer.convTranspose;
import static octavo.analysis.receptive.WindowLayer.pool;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The two calculations of chapter 8, step by step.
class StepsTest {
  private static final List<WindowLayer> THREE = List.of(conv(3, 2), conv(3, 2), conv(3));

  private static final List<WindowLayer> SEVEN =
      List.of(conv(3), pool(2), conv(3), pool(2), conv(3), conv(3), pool(2));

  @Test
  void topDownOfThreeLayers() {
    TopDownSteps steps = ReceptiveField.topDown(THREE);
    assertThat(steps.sizes()).containsExactly(1, 3, 7, 15);
    assertThat(steps.size()).isEqualTo(15);
    assertThat(steps.text())
        .isEqualTo(
            """
            RF = 1
            conv3      RF = (1 - 1)·1 + 3 = 3
            conv3/2    RF = (3 - 1)·2 + 3 = 7
            conv3/2    RF = (7 - 1)·2 + 3 = 15
            """);
  }

  @Test
  void bottomUpOfThreeLayers() {
    BottomUpSteps steps = ReceptiveField.bottomUp(THREE);
    assertThat(steps.sizes()).containsExactly(3, 7, 15);
    assertThat(steps.text())
        .isEqualTo(
            """
            l₀ = 1, j₀ = 1
            conv3/2    l = 1 + (3 - 1)·1 = 3, j = 2, start 0, center 1
            conv3/2    l = 3 + (3 - 1)·2 = 7, j = 4, start 0, center 3
            conv3      l = 7 + (3 - 1)·4 = 15, j = 4, start 0, center 7
            """);
  }

  @Test
  void twoPaddedLayers() {
    WindowLayer layer = conv(3, 2).withPadding(1);
    assertThat(ReceptiveField.topDown(List.of(layer, layer)).sizes()).containsExactly(1, 3, 7);
    BottomUpSteps steps = ReceptiveField.bottomUp(List.of(layer, layer));
    assertThat(steps.sizes()).containsExactly(3, 7);
    // startₖ = startₖ₋₁ + ((k - 1)/2 - p)·jₖ₋₁ stays 0
    assertThat(steps.steps()).allMatch(step -> step.center().equals(Ratio.ZERO));
    assertThat(steps.steps())
        .extracting(BottomUpSteps.Step::start)
        .containsExactly(Ratio.of(-1), Ratio.of(-3));
  }

  @Test
  void sevenLayers() {
    BottomUpSteps steps = ReceptiveField.bottomUp(SEVEN);
    assertThat(steps.sizes()).containsExactly(3, 4, 8, 10, 18, 26, 30);
    assertThat(steps.steps().getLast().jump()).isEqualTo(Ratio.of(8));
    for (int n = 1; n <= SEVEN.size(); n++) {
      assertThat(ReceptiveField.topDown(SEVEN.subList(0, n)).size())
          .isEqualTo(steps.sizes().get(n - 1));
    }
  }

  @Test
  void dilation() {
    List<WindowLayer> stack = List.of(conv(3), conv(3).withDilation(2), conv(3).withDilation(4));
    assertThat(ReceptiveField.bottomUp(stack).size()).isEqualTo(15);
    assertThat(ReceptiveField.topDown(stack).size()).isEqualTo(15);
  }

  @Test
  void transposedLayersHaveFractionalJumps() {
    List<WindowLayer> stack = List.of(convTranspose(2, 2), conv(3));
    BottomUpSteps steps = ReceptiveField.bottomUp(stack);
    assertThat(steps.steps().getFirst().jump()).isEqualTo(Ratio.of(1, 2));
    assertThat(steps.steps().getLast().text()).isEqualTo("1.5 + (3 - 1)·0.5 = 2.5");
    assertThat(steps.size()).isEqualTo(2);
    TopDownSteps back = ReceptiveField.topDown(stack);
    assertThat(back.size()).isEqualTo(2);
    assertThat(back.text()).contains("RF = ⌈(3 + 2 - 1)/2⌉ = 2");
  }

  @Test
  void nothingIsOneNumber() {
    assertThat(ReceptiveField.topDown(List.of()).size()).isEqualTo(1);
    assertThat(ReceptiveField.bottomUp(List.of()).size()).isEqualTo(1);
    assertThat(ReceptiveField.bottomUp(List.of()).text()).isEqualTo("l₀ = 1, j₀ = 1\n");
  }

  @Test
  void layersHaveNames() {
    assertThat(conv(5).named("stem").name()).isEqualTo("stem");
    assertThat(pool(3, 2)).isEqualTo(new WindowLayer("pool3/2", 3, 2, 0, 1, false));
    assertThat(conv(3).withStride(2).stride()).isEqualTo(2);
    assertThat(conv(3).withDilation(4).extent()).isEqualTo(9);
  }

  @Test
  void ratiosAreExact() {
    assertThat(Ratio.of(2, -4)).isEqualTo(Ratio.of(-1, 2));
    assertThat(Ratio.of(1, 3).plus(Ratio.of(1, 6))).isEqualTo(Ratio.of(1, 2));
    assertThat(Ratio.of(1, 2).minus(Ratio.ONE).abs()).isEqualTo(Ratio.of(1, 2));
    assertThat(Ratio.of(2, 3).times(Ratio.of(3, 2)).isWhole()).isTrue();
    assertThat(Ratio.of(1, 3)).isLessThan(Ratio.of(1, 2));
    assertThat(Ratio.of(1, 3).toDouble()).isEqualTo(1 / 3.0);
    assertThat(Ratio.of(1, 3).text()).isEqualTo("1/3");
    assertThat(Ratio.of(5, 4).text()).isEqualTo("1.25");
    assertThat(Ratio.of(5, 4).toString()).isEqualTo("5/4");
  }
}
