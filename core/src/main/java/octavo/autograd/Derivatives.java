package octavo.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Derivatives as functions: gradients of any order, products with Jacobians and Hessians.
///
/// Results of [#gradients] are tracked themselves, so calling it again gives the next order. The
/// functional forms (`vjp`, `jvp`, …) take a function of one tensor; tensors that the function
/// captures are constants to it.
public final class Derivatives {
  private Derivatives() {}

  /// The gradients of the scalar `y` with respect to each of `xs`, themselves differentiable.
  ///
  /// @throws IllegalArgumentException if `y` is not a single number
  /// @throws IllegalStateException if `y` does not depend on one of `xs`
  public static Tensor[] gradients(Tensor y, Tensor... xs) {
    requireScalar("gradients", y);
    return gradients(y, y.stopGradient().onesLike(), true, xs);
  }

  /// The gradients of `Σ y·dy` with respect to each of `xs`; recorded for a further derivative if
  /// `record` is set.
  ///
  /// @throws IllegalStateException if `y` does not depend on one of `xs`
  public static Tensor[] gradients(Tensor y, Tensor dy, boolean record, Tensor... xs) {
    Gradients.requireTracked(y);
    if (!dy.shape().equals(y.shape())) {
      throw new IllegalArgumentException(
          "gradients: dy must have the shape of y, but dy is "
              + dy.shape()
              + " and y is "
              + y.shape()
              + ".");
    }
    Node[] targets = new Node[xs.length];
    for (int i = 0; i < xs.length; i++) {
      Node node = xs[i].node();
      if (node == null) {
        throw new IllegalStateException(
            "gradients: x number "
                + i
                + " is not tracked. Make it with x.tracked() before y is computed from it.");
      }
      targets[i] = node;
    }
    @Nullable Tensor[] found = Engine.gradients(y, dy, targets, record, false);
    Tensor[] result = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      Tensor gradient = found[i];
      if (gradient == null) {
        throw new IllegalStateException(
            "gradients: y does not depend on x number " + i + " (" + targets[i].label() + ").");
      }
      result[i] = gradient;
    }
    return result;
  }

  /// As [#gradients(Tensor, Tensor, boolean, Tensor...)], with null where `y` does not depend on an
  /// `x`, or where that `x` is not tracked. Where an `x` stands twice, its gradient is given once, so
  /// that a rule may add up what it finds.
  public static @Nullable Tensor[] gradientsOrNull(
      Tensor y, Tensor dy, boolean record, Tensor... xs) {
    List<Node> targets = new ArrayList<>();
    for (Tensor x : xs) {
      if (x.node() != null && !targets.contains(x.node())) {
        targets.add(x.node());
      }
    }
    @Nullable Tensor[] found = Engine.gradients(y, dy, targets.toArray(new Node[0]), record, true);
    @Nullable Tensor[] result = new @Nullable Tensor[xs.length];
    int next = 0;
    for (int i = 0; i < xs.length; i++) {
      if (next < found.length && xs[i].node() == targets.get(next)) {
        result[i] = found[next++];
      }
    }
    return result;
  }

  /// The gradient of the scalar function `f` at `x`.
  ///
  /// @throws IllegalArgumentException if `f(x)` is not a single number
  public static Tensor gradient(UnaryOperator<Tensor> f, Tensor x) {
    Tensor variable = variable(x);
    Tensor y = f.apply(variable);
    requireScalar("gradient", y);
    return orZeros(y, y.stopGradient().onesLike(), variable, x.isTracked());
  }

  /// The vector-Jacobian product `vᵀ·J`: `v` has the shape of `f(x)`, the result that of `x`.
  public static Tensor vjp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    Tensor variable = variable(x);
    Tensor y = f.apply(variable);
    requireSameShape("vjp", "v", v, "f(x)", y);
    return orZeros(y, v, variable, x.isTracked() || v.isTracked());
  }

  /// The Jacobian-vector product `J·v`: `v` has the shape of `x`, the result that of `f(x)`.
  ///
  /// The vector-Jacobian product is linear in its vector `u`; its derivative with respect to `u` in
  /// direction `v` is the wanted product, so no operation needs a forward rule of its own.
  public static Tensor jvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    requireSameShape("jvp", "v", v, "x", x);
    Tensor variable = variable(x);
    Tensor y = f.apply(variable);
    Tensor u = y.stopGradient().zerosLike().tracked();
    Tensor g = orZeros(y, u, variable, true);
    return orZeros(g, v, u, x.isTracked() || v.isTracked());
  }

  /// The Jacobian of `f` at `x`: shape `[elements of f(x), elements of x]`.
  public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
    Tensor variable = variable(x);
    Tensor y = f.apply(variable);
    int m = y.elements();
    if (m == 0) {
      return x.stopGradient().zerosLike().reshape(-1).expand(0, x.elements());
    }
    Tensor[] rows = new Tensor[m];
    for (int i = 0; i < m; i++) {
      Tensor v = Tensors.oneHot(i, m).to(y.dtype()).reshape(y.shape().toArray());
      rows[i] = orZeros(y, v, variable, x.isTracked()).reshape(x.elements());
    }
    return Tensors.stack(0, rows);
  }

  /// The Hessian of the scalar function `f` at `x`: shape `[elements of x, elements of x]`.
  public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
    return jacobian(p -> gradient(f, p), x);
  }

  /// The product of the Hessian of the scalar function `f` at `x` with `v`, without forming it.
  public static Tensor hessianVectorProduct(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    requireSameShape("hessianVectorProduct", "v", v, "x", x);
    return vjp(p -> gradient(f, p), x, v); // the Hessian is symmetric
  }

  /// `x` as a variable of its own: a tracked input stays connected to what it was computed from, so
  /// that the functional forms nest.
  private static Tensor variable(Tensor x) {
    return x.isTracked() ? x.multiply(1) : x.tracked();
  }

  private static Tensor orZeros(Tensor y, Tensor dy, Tensor x, boolean record) {
    Node node = x.node();
    if (!y.isTracked() || node == null) {
      return x.stopGradient().zerosLike();
    }
    Tensor found = Engine.gradients(y, dy, new Node[] {node}, record, false)[0];
    return found == null ? x.stopGradient().zerosLike() : found;
  }

  static void requireScalar(String operation, Tensor y) {
    if (y.elements() != 1) {
      throw new IllegalArgumentException(
          operation
              + ": only a single number has a gradient, but y has shape "
              + y.shape()
              + ". Reduce it first, with sum() or mean(), or use vjp.");
    }
  }

  private static void requireSameShape(
      String operation, String left, Tensor a, String right, Tensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + left
              + " must have the shape of "
              + right
              + ", but "
              + left
              + " is "
              + a.shape()
              + " and "
              + right
              + " is "
              + b.shape()
              + ".");
    }
  }
}
