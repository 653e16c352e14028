package octavo.op;

import java.util.List;
import java.util.function.Function;
import octavo.tensor.Tensor;

/// The list of all operations at work, for tests of other packages.
public final class OperationSamples {
  private OperationSamples() {}

  /// A call of an operation.
  ///
  /// @param name what is called
  /// @param function the call
  /// @param inputs what to call it with
  public record Sample(String name, Function<Tensor[], Tensor> function, List<Tensor> inputs) {
    /// The call with one input replaced.
    public Tensor with(int input, Tensor x) {
      Tensor[] all = inputs.toArray(new Tensor[0]);
      all[input] = x;
      return function.apply(all);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Every case.
  public static List<Sample> all() {
    return OperationCases.all().stream()
        .map(c -> new Sample(c.name(), c.function(), List.of(c.inputs())))
        .toList();
  }
}
