package octavo.approximation;

import java.util.function.BinaryOperator;
import octavo.autograd.Derivatives;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The gradient `∇f(w, x)` with respect to `w` of the loss of one sample `x`.
@FunctionalInterface
public interface SampleGradient {
  /// The gradient at `w`, as many coordinates as `w` has, for the sample `x`. Neither may be changed.
  double[] at(double[] w, double[] x);

  /// `f = ½‖w − x‖²`, whose mean is smallest at the mean of the samples.
  static SampleGradient mean() {
    return Vectors::subtract;
  }

  /// By automatic differentiation of a loss written in tensors, in float64: `loss` takes `w` and `x`, both
  /// of one axis, and gives one number.
  static SampleGradient ofLoss(BinaryOperator<Tensor> loss) {
    return (w, x) -> {
      Tensor sample = Tensors.of(x.clone(), x.length);
      Tensor point = Tensors.of(w.clone(), w.length);
      return Derivatives.gradient(p -> loss.apply(p, sample), point).toDoubleArray();
    };
  }
}
