package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Random orthonormal vectors by Gram-Schmidt, done twice so that rounding leaves them orthogonal.
final class Orthogonal {
  private Orthogonal() {}

  static Tensor create(Rng rng, Shape shape, double gain) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Initializer.orthogonal: at least two axes are needed, but the shape is " + shape + ".");
    }
    int rows = shape.size(0);
    int columns = rows == 0 ? 0 : shape.elements() / rows;
    boolean wide = rows <= columns;
    int count = wide ? rows : columns;
    int length = wide ? columns : rows;
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < length; k++) {
        vectors[i][k] = rng.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double dot = dot(vectors[i], vectors[j]);
          for (int k = 0; k < length; k++) {
            vectors[i][k] -= dot * vectors[j][k];
          }
        }
      }
      double norm = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int k = 0; k < length; k++) {
        vectors[i][k] /= norm;
      }
    }
    float[] values = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = (float) (gain * (wide ? vectors[r][c] : vectors[c][r]));
      }
    }
    return Tensors.of(values, shape.toArray());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
