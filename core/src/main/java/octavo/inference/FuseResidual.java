package octavo.inference;

import octavo.kernel.elementwise.BinaryFunction;
import octavo.op.Arithmetic;
import org.jspecify.annotations.Nullable;

/// Adds the other branch of a sum where a convolution or linear map stores its results. The
/// convolution moves to the place of the sum, where the other branch is known. Of two convolutions
/// the later one takes the sum.
final class FuseResidual implements Pass {
  @Override
  public @Nullable Program rewrite(Program program, Step.Apply step) {
    boolean sum =
        step.operation() instanceof Arithmetic arithmetic
            && arithmetic.function() == BinaryFunction.ADD;
    if (!sum) {
      return null;
    }
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    if (!a.sameKind(step.y()) || !b.sameKind(step.y())) {
      return null;
    }
    Step.Weighted left = bare(program, a);
    Step.Weighted right = bare(program, b);
    boolean takeLeft =
        right == null || (left != null && program.position(left) > program.position(right));
    Step.Weighted taken = takeLeft ? left : right;
    Value kept = takeLeft ? a : b;
    Value added = takeLeft ? b : a;
    if (taken == null || !added.layout().isContiguous()) {
      return null;
    }
    return program
        .moving(taken, step)
        .replacing(taken, taken.withResidual(added))
        .replacing(step.y(), kept);
  }

  private static Step.@Nullable Weighted bare(Program program, Value value) {
    Step.Weighted found = program.weightedBehind(value);
    return found != null && found.isBare() ? found : null;
  }
}
