package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// The direction of Muon (Jordan et al., 2024): momentum, made orthogonal: `B = μB + (1-μ)G`, and of
/// `B = UΣVᵀ` (with Nesterov, of `(1-μ)G + μB`) about `UVᵀ`, which a polynomial finds by products
/// alone (Newton and Schulz): `X = aX + b(XXᵀ)X + c(XXᵀ)²X`, five times, from `B/‖B‖`.
///
/// It is for the matrices inside a network; embeddings, the last layer, biases and norms go to
/// AdamW: see [ParameterGroups]. A kernel of a convolution is taken as the matrix `[outputs, rest]`.
///
/// @param momentum μ
/// @param nesterov whether to look ahead
/// @param coefficients `a, b, c`; the published ones are 3.4445, -4.775, 2.0315
/// @param iterations how often the polynomial is applied
/// @param epsilon the least norm that is divided by
/// @param scaling how the direction's size depends on the matrix's
public record Muon(
    double momentum,
    boolean nesterov,
    List<Double> coefficients,
    int iterations,
    double epsilon,
    Scaling scaling)
    implements WholeTransform {
  /// How the direction's size depends on the matrix's.
  public enum Scaling {
    /// By `√max(1, rows/columns)`: the author's.
    ORIGINAL,

    /// By `0.2·√max(rows, columns)`, so that the rate of AdamW fits (Liu et al., 2025).
    MATCH_ADAMW
  }

  /// Checks the numbers.
  public Muon {
    coefficients = List.copyOf(coefficients);
    Numbers.requireShare("muon: momentum", momentum);
    Numbers.requirePositive("muon: epsilon", epsilon);
    Numbers.require(
        coefficients.size() == 3, "muon: there must be three coefficients", coefficients.size());
    Numbers.require(iterations >= 1, "muon: the iterations must be at least 1", iterations);
  }

  /// PyTorch's: μ = 0.95 with Nesterov, the published coefficients, five iterations.
  public static Muon defaults() {
    return new Muon(0.95, true, List.of(3.4445, -4.775, 2.0315), 5, 1e-7, Scaling.ORIGINAL);
  }

  /// Another momentum.
  public Muon withMomentum(double factor) {
    return new Muon(factor, nesterov, coefficients, iterations, epsilon, scaling);
  }

  /// With or without Nesterov's look ahead.
  public Muon withNesterov(boolean ahead) {
    return new Muon(momentum, ahead, coefficients, iterations, epsilon, scaling);
  }

  /// Another polynomial, this many times.
  public Muon withPolynomial(double a, double b, double c, int times) {
    return new Muon(momentum, nesterov, List.of(a, b, c), times, epsilon, scaling);
  }

  /// Another scaling.
  public Muon withScaling(Scaling other) {
    return new Muon(momentum, nesterov, coefficients, iterations, epsilon, other);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("momentum_buffer"));
  }

  @Override
  public void requireFit(String name, Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "muon: a parameter must be a matrix or a kernel, but '"
              + name
              + "' is "
              + shape
              + ". Give it to another optimizer: ParameterGroups.");
    }
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    Tensor mean = step.state(0).multiply(momentum).add(u.multiply(1 - momentum));
    step.remember(0, mean);
    Tensor ahead = nesterov ? u.multiply(1 - momentum).add(mean.multiply(momentum)) : mean;
    Tensor matrix = ahead.flatten(1);
    int rows = matrix.size(0);
    int columns = matrix.size(1);
    double size =
        scaling == Scaling.ORIGINAL
            ? Math.sqrt(Math.max(1, (double) rows / columns))
            : 0.2 * Math.sqrt(Math.max(rows, columns));
    return orthogonal(matrix).multiply(size).reshape(u.shape());
  }

  /// About `UVᵀ` of a matrix `UΣVᵀ`.
  Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.transpose() : matrix;
    x = x.divide(Math.max(GradientNorm.of(x), epsilon));
    for (int i = 0; i < iterations; i++) {
      Tensor a = x.matmul(x.transpose());
      Tensor b = a.multiply(coefficients.get(1)).add(a.matmul(a).multiply(coefficients.get(2)));
      x = x.multiply(coefficients.get(0)).add(b.matmul(x));
    }
    return tall ? x.transpose().contiguous() : x;
  }
}
