package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;

/// The receptive field of a stack of layers calculated from the first layer to the last:
/// `lₖ = lₖ₋₁ + (fₖ - 1)·Π_{i<k} sᵢ` with `l₀ = 1`, where `f = d·(k - 1) + 1`, and with it the jump
/// `jₖ = jₖ₋₁·sₖ`, the first place `startₖ = startₖ₋₁ - pₖ·jₖ₋₁` and the center
/// `centerₖ = centerₖ₋₁ + ((fₖ - 1)/2 - pₖ)·jₖ₋₁` that the first number looks at; without padding and stride
/// both are those of the input's first number, 0.
///
/// A transposed layer is a convolution of its input with `s - 1` zeros between the numbers: it divides the jump
/// by `s` first and pads by `f - 1 - p`. Then `l` may be a fraction; numbers see `⌊l⌋` places at most, others of
/// another phase see fewer.
///
/// @param steps what is true behind each layer
public record BottomUpSteps(List<Step> steps) {
  /// What is true behind one layer.
  ///
  /// @param layer the layer
  /// @param before the size ahead of it, `lₖ₋₁`
  /// @param spacing the distance of the kernel's numbers in the input: `jₖ₋₁`, for a transposed layer `jₖ₋₁/s`
  /// @param field the size, `lₖ`
  /// @param jump the jump, `jₖ`
  /// @param start where the first number's field begins, negative in the padding
  /// @param center the middle of it
  public record Step(
      WindowLayer layer,
      Ratio before,
      Ratio spacing,
      Ratio field,
      Ratio jump,
      Ratio start,
      Ratio center) {
    /// How many places a number sees at most.
    public int size() {
      return (int) Math.floorDiv(field.numerator(), field.denominator());
    }

    /// The formula with its numbers.
    public String text() {
      return "%s + (%d - 1)·%s = %s"
          .formatted(before.text(), layer.extent(), spacing.text(), field.text());
    }
  }

  static BottomUpSteps of(List<WindowLayer> layers) {
    List<Step> steps = new ArrayList<>();
    Ratio field = Ratio.ONE;
    Ratio jump = Ratio.ONE;
    Ratio start = Ratio.ZERO;
    for (WindowLayer layer : layers) {
      Ratio stride = Ratio.of(layer.stride());
      Ratio spacing = layer.transposed() ? jump.times(Ratio.of(1, layer.stride())) : jump;
      int wider = layer.extent() - 1;
      int padding = layer.transposed() ? wider - layer.padding() : layer.padding();
      Ratio next = field.plus(spacing.times(Ratio.of(wider)));
      if (next.compareTo(Ratio.of(Integer.MAX_VALUE)) > 0) {
        throw new IllegalArgumentException(
            "bottomUp: a field must have at most %d numbers, but behind %s it has %s. Use fewer layers or smaller strides."
                .formatted(Integer.MAX_VALUE, layer.name(), next.text()));
      }
      start = start.minus(spacing.times(Ratio.of(padding)));
      Ratio center = start.plus(next.minus(Ratio.ONE).times(Ratio.of(1, 2)));
      jump = layer.transposed() ? spacing : jump.times(stride);
      steps.add(new Step(layer, field, spacing, next, jump, start, center));
      field = next;
    }
    return new BottomUpSteps(List.copyOf(steps));
  }

  /// The field of the last layer.
  public int size() {
    return steps.isEmpty() ? 1 : steps.getLast().size();
  }

  /// The size behind each layer.
  public List<Integer> sizes() {
    return steps.stream().map(Step::size).toList();
  }

  /// Step by step, one line each, below what they begin with.
  public String text() {
    StringBuilder text = new StringBuilder("l₀ = 1, j₀ = 1\n");
    for (Step step : steps) {
      text.append(
          "%-10s l = %s, j = %s, start %s, center %s\n"
              .formatted(
                  step.layer().name(),
                  step.text(),
                  step.jump().text(),
                  step.start().text(),
                  step.center().text()));
    }
    return text.toString();
  }
}
