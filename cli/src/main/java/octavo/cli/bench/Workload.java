package octavo.cli.bench;

import java.util.function.Supplier;
import octavo.tensor.Tensor;

/// Work with a name that is timed again and again.
///
/// @param name as in the suite
/// @param flops floating-point operations of one call, 0 where none are counted
/// @param setup makes the data and returns the timed call; its result is checked to be finite
public record Workload(String name, double flops, Supplier<Supplier<Tensor>> setup) {
  /// A workload without a count of operations.
  public static Workload of(String name, Supplier<Supplier<Tensor>> setup) {
    return new Workload(name, 0, setup);
  }
}
