package octavo.tensor;

import octavo.storage.Storage;

/// When two tensors are the same value.
final class TensorEquality {
  private TensorEquality() {}

  static boolean equal(Tensor a, Tensor b) {
    if (a.dtype() != b.dtype() || !a.shape().equals(b.shape())) {
      return false;
    }
    Storage left = Tensors.numbers(a).storage();
    Storage right = Tensors.numbers(b).storage();
    for (int i = 0; i < left.length(); i++) {
      double x = left.getDouble(i);
      double y = right.getDouble(i);
      boolean same = x == y || (Double.isNaN(x) && Double.isNaN(y));
      if (!same || left.getLong(i) != right.getLong(i)) {
        return false;
      }
    }
    return true;
  }

  static int hash(Tensor x) {
    int hash = 31 * x.dtype().hashCode() + x.shape().hashCode();
    Storage numbers = Tensors.numbers(x).storage();
    for (int i = 0; i < numbers.length(); i++) {
      hash = 31 * hash + Double.hashCode(numbers.getDouble(i) + 0.0); // -0.0 and 0.0 are equal
    }
    return hash;
  }
}
