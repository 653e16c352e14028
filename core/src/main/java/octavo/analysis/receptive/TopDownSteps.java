package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;

/// The receptive field of a stack of layers calculated from the last layer to the first:
/// `RF_{N-1} = (RF_N - 1)·s + k'`, where `s` and `k' = d·(k - 1) + 1` are those of the layer that is crossed,
/// and `RF = 1` for one number of the result. Crossing a transposed layer leaves
/// `⌈(RF_N + k' - 1)/s⌉` numbers at most.
///
/// @param steps what happens at each layer, the last layer first
public record TopDownSteps(List<Step> steps) {
  /// One layer crossed.
  ///
  /// @param layer the layer
  /// @param above how many neighbors of its result are needed, `RF_N`
  /// @param below how many of its input, `RF_{N-1}`
  public record Step(WindowLayer layer, int above, int below) {
    /// The formula with its numbers.
    public String text() {
      return layer.transposed()
          ? "⌈(%d + %d - 1)/%d⌉ = %d".formatted(above, layer.extent(), layer.stride(), below)
          : "(%d - 1)·%d + %d = %d".formatted(above, layer.stride(), layer.extent(), below);
    }
  }

  static TopDownSteps of(List<WindowLayer> layers) {
    List<Step> steps = new ArrayList<>();
    int field = 1;
    for (WindowLayer layer : layers.reversed()) {
      long below =
          layer.transposed()
              ? Math.ceilDiv((long) field + layer.extent() - 1, layer.stride())
              : (field - 1L) * layer.stride() + layer.extent();
      if (below > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "topDown: a field must have at most %d numbers, but below %s it has %d. Use fewer layers or smaller strides."
                .formatted(Integer.MAX_VALUE, layer.name(), below));
      }
      steps.add(new Step(layer, field, (int) below));
      field = (int) below;
    }
    return new TopDownSteps(List.copyOf(steps));
  }

  /// The field in the input.
  public int size() {
    return steps.isEmpty() ? 1 : steps.getLast().below();
  }

  /// How many numbers are needed at each layer, from 1 for the result to those of the input.
  public List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>(List.of(1));
    steps.forEach(step -> sizes.add(step.below()));
    return List.copyOf(sizes);
  }

  /// Step by step, one line each, below what they begin with.
  public String text() {
    StringBuilder text = new StringBuilder("RF = 1\n");
    for (Step step : steps) {
      text.append("%-10s RF = %s\n".formatted(step.layer().name(), step.text()));
    }
    return text.toString();
  }
}
