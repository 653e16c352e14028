package octavo.data;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A data set of two tensors with as many examples along their first axes.
///
/// @param inputs `[examples, …]`
/// @param targets `[examples, …]`
public record TensorDataset(Tensor inputs, Tensor targets) implements Dataset {
  /// Checks that both have as many examples.
  public TensorDataset {
    if (inputs.rank() < 1 || targets.rank() < 1 || inputs.size(0) != targets.size(0)) {
      throw new IllegalArgumentException(
          "TensorDataset: inputs and targets must have as many examples, but are %s and %s."
              .formatted(inputs.shape(), targets.shape()));
    }
  }

  @Override
  public int size() {
    return inputs.size(0);
  }

  @Override
  public Batch batch(int... numbers) {
    long[] rows = new long[numbers.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = numbers[i];
    }
    Tensor which = Tensors.of(rows, rows.length);
    return new Batch(inputs.indexSelect(0, which), targets.indexSelect(0, which));
  }
}
