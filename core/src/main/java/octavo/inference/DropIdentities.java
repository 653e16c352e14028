package octavo.inference;

import java.util.Arrays;
import octavo.op.Affine;
import octavo.op.Cast;
import octavo.op.Clamp;
import octavo.op.Copy;
import octavo.op.Dropout;
import octavo.op.Operation;
import octavo.op.Reshape;
import octavo.op.ViewOp;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Removes steps that change nothing: copies of what already lies in order, views of everything,
/// `x·1 + 0`, dropout of nothing. A view that only renames the axes becomes a reshape, and of two
/// reshapes the first goes.
final class DropIdentities implements Pass {
  @Override
  public @Nullable Program rewrite(Program program, Step.Apply step) {
    if (step.inputs().size() != 1 || step.outputs().size() != 1) {
      return null;
    }
    Value x = step.x();
    Value y = step.y();
    if (isIdentity(step.operation(), x, y)) {
      return program.replacing(y, x);
    }
    if (!(step.operation() instanceof ViewOp) || !renamesAxes(x, y)) {
      return null;
    }
    if (program.producer(x) instanceof Step.Apply before && before.operation() instanceof Reshape) {
      return program.replacing(step, Program.reshaped(before.x(), y));
    }
    return step.operation() instanceof Reshape
        ? null
        : program.replacing(step, Program.reshaped(x, y));
  }

  private static boolean isIdentity(Operation operation, Value x, Value y) {
    return switch (operation) {
      case ViewOp view -> sameLayout(x.layout(), y.layout());
      case Copy copy -> x.layout().isContiguous();
      case Cast cast -> cast.dtype() == x.dtype() && x.layout().isContiguous();
      case Affine affine -> affine.scale() == 1 && affine.shift() == 0 && isPlainReal(x);
      case Clamp clamp ->
          clamp.low() == Double.NEGATIVE_INFINITY
              && clamp.high() == Double.POSITIVE_INFINITY
              && isPlainReal(x);
      case Dropout dropout -> dropout.p() == 0 && dropout.scale() == 1 && isPlainReal(x);
      default -> false;
    };
  }

  private static boolean isPlainReal(Value x) {
    return x.dtype().isFloating() && x.layout().isContiguous();
  }

  private static boolean sameLayout(View a, View b) {
    return a.offset() == b.offset()
        && Arrays.equals(a.sizes(), b.sizes())
        && Arrays.equals(a.strides(), b.strides());
  }

  private static boolean renamesAxes(Value x, Value y) {
    return x.isPlain() && y.isPlain() && x.layout().count() == y.layout().count();
  }
}
