package octavo.examples;

import octavo.autograd.Derivatives;
import octavo.tensor.Tensor;

/// Derivatives of a function of two numbers: Rosenbrock's `(1 − x)² + 100·(y − x²)²`, whose minimum
/// is at `(1, 1)`.
public final class DerivativesExample {
  private DerivativesExample() {}

  static Tensor rosenbrock(Tensor p) {
    Tensor x = p.narrow(0, 0, 1);
    Tensor y = p.narrow(0, 1, 1);
    return x.negate().add(1).square().add(y.subtract(x.square()).square().multiply(100)).sum();
  }

  /// Prints the gradient and the matrix of second derivatives at a point.
  public static void main(String[] args) {
    Tensor point = Tensor.of(-1, 1);
    System.out.println(Derivatives.gradient(DerivativesExample::rosenbrock, point));
    System.out.println(Derivatives.hessian(DerivativesExample::rosenbrock, point));
  }
}
