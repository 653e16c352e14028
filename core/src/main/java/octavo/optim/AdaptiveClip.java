package octavo.optim;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;

/// Adaptive clipping (Brock et al., 2021): bounds the norm of the gradient of every unit by a share of
/// the norm of its weights: `gᵢ = gᵢ·min(1, λ·max(‖pᵢ‖, ε)/‖gᵢ‖)`. A unit is a row along the first
/// axis; a vector (a bias, a scale) is of single numbers.
///
/// @param share λ
/// @param epsilon the least norm, so that zeros can move
public record AdaptiveClip(double share, double epsilon) implements WholeTransform {
  /// Checks the numbers.
  public AdaptiveClip {
    Numbers.requirePositive("adaptiveClip: the share", share);
    Numbers.requirePositive("adaptiveClip: epsilon", epsilon);
  }

  private static Tensor norms(Tensor x) {
    if (x.rank() < 2) {
      return x.abs();
    }
    int[] axes = new int[x.rank() - 1];
    for (int a = 0; a < axes.length; a++) {
      axes[a] = a + 1;
    }
    return x.norm(Axes.keep(axes));
  }

  @Override
  public Tensor apply(Tensor u, Step step) {
    Tensor most = norms(step.parameter()).maximum(epsilon).multiply(share);
    return u.multiply(most.divide(norms(u).maximum(1e-30)).minimum(1));
  }
}
