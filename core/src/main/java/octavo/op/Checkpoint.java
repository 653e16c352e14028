package octavo.op;

import java.util.function.UnaryOperator;
import octavo.autograd.Backward;
import octavo.autograd.Derivatives;
import octavo.autograd.Differentiable;
import octavo.autograd.Engine;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A function whose inner results are not kept for the backward pass but computed again there
/// (Chen, Xu, Zhang and Guestrin, 2016): memory for time. The function must give the same result
/// when called again; one that draws random numbers must begin from a copy of its generator.
///
/// @param function what is computed, and computed again
public record Checkpoint(UnaryOperator<Tensor> function) implements Operation {
  /// `function(x)`. `parameters` are the tracked leaves that the function reads besides `x`; those
  /// it does not name get no gradient.
  public static Tensor of(UnaryOperator<Tensor> function, Tensor x, Differentiable... parameters) {
    Tensor[] inputs = new Tensor[parameters.length + 1];
    inputs[0] = x;
    for (int i = 0; i < parameters.length; i++) {
      inputs[i + 1] = parameters[i].tracked();
    }
    return Engine.apply(new Checkpoint(function), inputs);
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    return new Tensor[] {function.apply(inputs[0].stopGradient()).stopGradient()};
  }

  @Override
  public boolean isComposite() {
    return true;
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    int n = at.inputs();
    // while recording, x stays connected to its history; the function's own graph hangs below it
    Tensor x = at.recording() && at.x(0).isTracked() ? at.x(0) : at.x(0).stopGradient().tracked();
    Tensor y = function.apply(x);
    @Nullable Tensor[] found = new @Nullable Tensor[n];
    if (!y.isTracked()) {
      return found;
    }
    Tensor[] targets = new Tensor[n];
    for (int i = 0; i < n; i++) {
      targets[i] = i == 0 ? x : at.leaf(i);
    }
    @Nullable Tensor[] all = Derivatives.gradientsOrNull(y, at.dy(), at.recording(), targets);
    System.arraycopy(all, 0, found, 0, n);
    return found;
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS;
  }
}
