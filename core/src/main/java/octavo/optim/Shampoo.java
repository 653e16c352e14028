package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The direction of Shampoo (Gupta, Koren and Singer, 2018), a full-matrix Adagrad for each side of a
/// matrix: `L = βL + GGᵀ`, `R = βR + GᵀG`, `u = (L + εI)^(-1/4)·G·(R + εI)^(-1/4)`.
///
/// Of more than two axes all but the first are taken as one; a vector has one side, with exponent
/// -1/2. A side longer than `largest` has no matrix, the other then has exponent -1/2; where no side
/// has one, the direction is Adagrad's, `u = G/√(Σ G² + ε)`.
///
/// @param beta β; 1 is the paper's sum, less forgets
/// @param epsilon what every side begins with
/// @param every how many steps a root is used before the next is taken
/// @param largest the longest side that has a matrix
public record Shampoo(double beta, double epsilon, int every, int largest)
    implements WholeTransform {
  /// Checks the numbers.
  public Shampoo {
    Numbers.require(beta > 0 && beta <= 1, "shampoo: beta must be in (0, 1]", beta);
    Numbers.requirePositive("shampoo: epsilon", epsilon);
    Numbers.require(every >= 1, "shampoo: 'every' must be at least 1", every);
    Numbers.require(largest >= 1, "shampoo: the largest side must be at least 1", largest);
  }

  /// Sums, ε = 10⁻⁴, a root every step, sides up to 1024.
  public static Shampoo defaults() {
    return new Shampoo(1, 1e-4, 1, 1024);
  }

  /// Another β.
  public Shampoo withBeta(double value) {
    return new Shampoo(value, epsilon, every, largest);
  }

  /// Another ε.
  public Shampoo withEpsilon(double value) {
    return new Shampoo(beta, value, every, largest);
  }

  /// A root after this many steps.
  public Shampoo withEvery(int steps) {
    return new Shampoo(beta, epsilon, steps, largest);
  }

  /// Another longest side.
  public Shampoo withLargest(int side) {
    return new Shampoo(beta, epsilon, every, side);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    List<Slot> slots = new ArrayList<>();
    for (Side side : Side.of(shape, largest)) {
      slots.add(Slot.zeros(side.name(), side.square()));
      slots.add(new Slot(side.name() + "_root", p -> Tensors.eye(side.size()).to(p.dtype())));
    }
    return slots.isEmpty() ? List.of(Slot.zeros("sum")) : slots;
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    List<Side> sides = Side.of(u.shape(), largest);
    if (sides.isEmpty()) {
      step.remember(0, step.state(0).multiply(beta).add(u.square()));
      return u.divide(step.state(0).add(epsilon).sqrt());
    }
    Tensor matrix = Side.matrix(u);
    Tensor result = matrix;
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      Tensor sum = step.state(2 * i).multiply(beta).add(side.products(matrix));
      step.remember(2 * i, sum);
      if ((step.number() - 1) % every == 0) {
        step.remember(2 * i + 1, root(sum, -0.5 / sides.size()));
      }
      result = side.apply(step.state(2 * i + 1), result);
    }
    return result.reshape(u.shape());
  }

  /// `(sum + εI)^exponent`.
  private Tensor root(Tensor sum, double exponent) {
    int n = sum.size(0);
    Tensor shifted = sum.add(Tensors.eye(n).to(sum.dtype()).multiply(epsilon));
    double[] power = SymmetricEigen.of(shifted).power(exponent, epsilon);
    return Tensors.of(power, n, n).to(sum.dtype());
  }
}
