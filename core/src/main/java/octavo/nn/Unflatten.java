package octavo.nn;

import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// All but the batch under another shape: `[batch, …]` to `[batch, sizes…]`, the counterpart of [Flatten].
///
/// @param sizes those behind the batch
public record Unflatten(List<Integer> sizes) implements Layer {
  /// Checks the sizes.
  public Unflatten {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "Unflatten: sizes must be positive, at least one, but are " + sizes + ".");
    }
  }

  /// To `[batch, sizes…]`.
  ///
  /// @throws IllegalArgumentException if a size is not positive, or there is none
  public static Unflatten of(Integer... sizes) {
    return new Unflatten(List.of(sizes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int[] all = new int[sizes.size() + 1];
    all[0] = x.rank() == 0 ? 1 : x.size(0);
    for (int i = 0; i < sizes.size(); i++) {
      all[i + 1] = sizes.get(i);
    }
    return x.reshape(Shape.of(all));
  }
}
