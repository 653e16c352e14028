package octavo.estimator;

import java.util.Arrays;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Samples in which one variable of each row at a time is replaced, so that what the objective makes of it is seen
/// variable by variable.
///
/// @param draw the samples as they were drawn
/// @param variables how many each row has
record Coordinates(Draw draw, int variables) {
  static Coordinates of(Draw draw) {
    int variables = 1;
    Shape batch = draw.distribution().batchShape();
    for (int i = draw.rowRank(); i < batch.rank(); i++) {
      variables *= batch.size(i);
    }
    return new Coordinates(draw, variables);
  }

  /// The objective where variable `v` is taken from `other` and the rest from the draw, for each `v` in turn:
  /// `[samples, batch…]`, constants.
  ///
  /// @param other broadcasts to the samples
  Tensor values(Tensor other) {
    Tensor z = draw.z();
    int samples = z.size(0);
    Shape batch = draw.distribution().batchShape();
    if (batch.elements() == 0) {
      return Tensors.zeros(draw.values().dtype(), batch.with(0, samples).toArray());
    }
    Tensor alternative = other.expandTo(z.shape());
    if (variables == 1) {
      return perVariable(evaluate(alternative.stopGradient()).unsqueeze(0));
    }
    int rows = rows();
    int[] flat = {1, samples, rows, variables, -1};
    int[] own = {variables, 1, 1, variables, 1};
    Tensor mask = Tensors.eye(variables).reshape(own).greater(0);
    Tensor mixed = Tensors.where(mask, alternative.reshape(flat), z.reshape(flat));
    int[] sizes = z.shape().toArray();
    sizes[0] = variables * samples;
    Tensor values = evaluate(mixed.reshape(sizes).stopGradient());
    int[] split = new int[values.rank() + 1];
    split[0] = variables;
    split[1] = samples;
    System.arraycopy(values.shape().toArray(), 1, split, 2, values.rank() - 1);
    return perVariable(values.reshape(split));
  }

  private Tensor evaluate(Tensor z) {
    return Draw.evaluate(draw.objective(), z, draw.distribution().batchShape()).stopGradient();
  }

  private int rows() {
    int rows = 1;
    for (int i = 0; i < draw.rowRank(); i++) {
      rows *= draw.values().size(i + 1);
    }
    return rows;
  }

  /// `[samples, batch…]` of `[variables, samples, rows…]`.
  private Tensor perVariable(Tensor values) {
    int[] order = new int[values.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = (i + 1) % order.length;
    }
    int[] sizes = draw.distribution().batchShape().with(0, draw.values().size(0)).toArray();
    return values.permute(order).reshape(sizes);
  }

  /// A number of each row with axes of size 1 for the variables.
  static Tensor overVariables(Tensor perRow, int rank) {
    int[] aligned = Arrays.copyOf(perRow.shape().toArray(), rank);
    Arrays.fill(aligned, perRow.rank(), rank, 1);
    return perRow.reshape(aligned);
  }
}
