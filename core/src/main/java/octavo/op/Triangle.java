package octavo.op;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Factors that keep one triangle of a square matrix.
final class Triangle {
  private Triangle() {}

  /// 1 below the diagonal, `diagonal` on it, 0 above, in the type and of the size of `like`.
  static Tensor lower(Tensor like, double diagonal) {
    int n = like.size(-1);
    double[] mask = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        mask[i * n + j] = j == i ? diagonal : 1;
      }
    }
    return Tensors.of(mask, n, n).to(like.dtype());
  }

  /// 1 from the diagonal upwards, 0 below.
  static Tensor upper(Tensor like) {
    return lower(like, 1).transpose();
  }
}
