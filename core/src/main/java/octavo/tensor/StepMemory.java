package octavo.tensor;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import octavo.storage.StepArrays;

/// Memory that the steps of a loop share: the tensors that one step has made make room for those of
/// the next. [octavo.train.Trainer] works with it; a loop of one's own may.
///
/// ```java
/// StepMemory memory = new StepMemory();
/// for (Batch batch : batches) {
///   double loss = memory.run(() -> step(model, batch));
/// }
/// ```
///
/// Without it the garbage collector finds the memory of tensors that nobody can reach. That needs no
/// care, but each new array has to be cleared, and lies where no cache holds it. With it a step
/// writes where the step before has written: operations on tensors of megabytes, which wait for
/// memory, take down to half the time. No number changes.
///
/// The price is a rule: **a tensor that was computed inside `run` ends with it**. Only the tensor
/// that `run` returns, those given to [#keep(Tensor)] and copies ([Tensor#copy()]) stay; reading another
/// one later is an error with a message. Parameters, buffers and the state of optimizers are never
/// taken. Tensors that were there before are left alone, and so are those of other threads.
///
/// There is nothing to close. A step memory belongs to one loop; each thread needs its own.
public final class StepMemory {
  private final StepArrays arrays = new StepArrays();

  /// Memory for one loop.
  public StepMemory() {}

  /// Runs a step that returns a tensor, which stays.
  ///
  /// @throws IllegalStateException if a step with this memory is under way
  public Tensor run(Supplier<Tensor> step) {
    Tensor[] result = new Tensor[1];
    arrays.during(() -> result[0] = keep(step.get()));
    return result[0];
  }

  /// Runs a step that returns a number.
  ///
  /// @throws IllegalStateException if a step with this memory is under way
  public double runForNumber(DoubleSupplier step) {
    double[] result = new double[1];
    arrays.during(() -> result[0] = step.getAsDouble());
    return result[0];
  }

  /// Runs a step that returns nothing.
  ///
  /// @throws IllegalStateException if a step with this memory is under way
  public void execute(Runnable step) {
    arrays.during(step);
  }

  /// Leaves `x`, computed in the step under way, to its reader after the step too. The graph behind a
  /// tracked tensor ends with the step all the same.
  public Tensor keep(Tensor x) {
    arrays.keep(x.withoutHistory().view().storage());
    return x;
  }

  /// Leaves `x` to its reader if a step of any step memory is under way on this thread. For what a
  /// loop's own parts remember from step to step, such as a velocity.
  public static Tensor stays(Tensor x) {
    StepArrays.keepOfCurrent(x.withoutHistory().view().storage());
    return x;
  }
}
