package octavo.optim;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The direction of SOAP (Vyas et al., 2024): Adam in the basis of the eigenvectors of Shampoo's two
/// sides. `L = β_s·L + (1-β_s)GGᵀ`, `R` likewise; every few steps `Q` becomes their eigenvectors; in
/// between `g = Q_LᵀGQ_R`, `v = β₂v + (1-β₂)g²`, and the direction is `m̂/(√v̂ + ε)` there, with the mean
/// `m` of the gradients turned into the basis of the day.
///
/// A basis never holds the gradient that is turned into it: what is zero in it would be divided by zero. So
/// the first step finds a basis and moves nothing, as in the authors' program.
///
/// The paper renews `Q` by one step of a power iteration; here it is the exact decomposition, in
/// double. Vectors are Adam's, as in the paper, and so are sides longer than `largest`: they keep
/// their own basis. Of more than two axes all but the first are taken as one.
///
/// @param beta1 decay of the mean
/// @param beta2 decay of the mean of squares
/// @param sideBeta decay of the two sides
/// @param epsilon added to the root
/// @param every how many steps a basis is used
/// @param largest the longest side that has a basis
public record Soap(
    double beta1, double beta2, double sideBeta, double epsilon, int every, int largest)
    implements WholeTransform {
  /// Checks the numbers.
  public Soap {
    Numbers.requireShare("soap: beta1", beta1);
    Numbers.requireShare("soap: beta2", beta2);
    Numbers.requireShare("soap: sideBeta", sideBeta);
    Numbers.requireNotNegative("soap: epsilon", epsilon);
    Numbers.require(every >= 1, "soap: 'every' must be at least 1", every);
    Numbers.require(largest >= 1, "soap: the largest side must be at least 1", largest);
  }

  /// β = 0.95, 0.95 and 0.95, ε = 10⁻⁸, a basis every ten steps, sides up to 1024.
  public static Soap defaults() {
    return new Soap(0.95, 0.95, 0.95, 1e-8, 10, 1024);
  }

  /// Other decays.
  public Soap withBetas(double mean, double squares, double sides) {
    return new Soap(mean, squares, sides, epsilon, every, largest);
  }

  /// Another ε.
  public Soap withEpsilon(double value) {
    return new Soap(beta1, beta2, sideBeta, value, every, largest);
  }

  /// A basis for this many steps.
  public Soap withEvery(int steps) {
    return new Soap(beta1, beta2, sideBeta, epsilon, steps, largest);
  }

  /// Another longest side.
  public Soap withLargest(int side) {
    return new Soap(beta1, beta2, sideBeta, epsilon, every, side);
  }

  private List<Side> sides(Shape shape) {
    return shape.rank() < 2 ? List.of() : Side.of(shape, largest);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    List<Slot> slots = new ArrayList<>();
    slots.add(Slot.zeros("exp_avg"));
    slots.add(Slot.zeros("exp_avg_sq"));
    for (Side side : sides(shape)) {
      slots.add(Slot.zeros(side.name(), side.square()));
      slots.add(new Slot(side.name() + "_basis", p -> Tensors.eye(side.size()).to(p.dtype())));
    }
    return slots;
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    List<Side> sides = sides(u.shape());
    Tensor matrix = Side.matrix(u);
    long t = step.number() - 1;
    Tensor result = u.zerosLike();
    if (t > 0) {
      result = direction(u, matrix, sides, step, t);
    }
    for (int i = 0; i < sides.size(); i++) {
      Tensor products = sides.get(i).products(matrix).multiply(1 - sideBeta);
      Tensor sum = step.state(2 + 2 * i).multiply(sideBeta).add(products);
      step.remember(2 + 2 * i, sum);
      if (t % every == 0) {
        step.remember(3 + 2 * i, basis(sum));
      }
    }
    return result;
  }

  private Tensor direction(Tensor u, Tensor matrix, List<Side> sides, Step step, long t) {
    Tensor mean = step.state(0).multiply(beta1).add(u.multiply(1 - beta1));
    step.remember(0, mean);
    Tensor g = rotated(sides, step, matrix).reshape(u.shape());
    Tensor v = step.state(1).multiply(beta2).add(g.square().multiply(1 - beta2));
    step.remember(1, v);
    double factor = 1 / (1 - Math.pow(beta1, t));
    double root = 1 / Math.sqrt(1 - Math.pow(beta2, t));
    Tensor divisor = Side.matrix(v.sqrt().multiply(root).add(epsilon));
    Tensor result = rotated(sides, step, Side.matrix(mean)).multiply(factor).divide(divisor);
    for (int i = 0; i < sides.size(); i++) {
      result = sides.get(i).rotateBack(step.state(3 + 2 * i), result);
    }
    return result.reshape(u.shape());
  }

  private static Tensor rotated(List<Side> sides, Step step, Tensor x) {
    Tensor result = x;
    for (int i = 0; i < sides.size(); i++) {
      result = sides.get(i).rotate(step.state(3 + 2 * i), result);
    }
    return result;
  }

  /// The eigenvectors as rows.
  private static Tensor basis(Tensor sum) {
    int n = sum.size(0);
    double[] rows = new double[n * n];
    double[][] vectors = SymmetricEigen.of(sum).vectors();
    for (int i = 0; i < n; i++) {
      System.arraycopy(vectors[i], 0, rows, i * n, n);
    }
    return Tensors.of(rows, n, n).to(sum.dtype());
  }
}
