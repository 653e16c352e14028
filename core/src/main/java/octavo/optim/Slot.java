package octavo.optim;

import java.util.function.UnaryOperator;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Something a transform remembers for each parameter, under the name that PyTorch gives it where
/// PyTorch has the method.
///
/// @param name for example `exp_avg`
/// @param initial what it is before the first step, made of the parameter's numbers; its shape and
///   element type stay
public record Slot(String name, UnaryOperator<Tensor> initial) {
  /// Zeros of the parameter's shape.
  public static Slot zeros(String name) {
    return new Slot(name, Tensor::zerosLike);
  }

  /// Zeros of this shape and of the parameter's element type.
  public static Slot zeros(String name, Shape shape) {
    return new Slot(name, p -> Tensors.full(p.dtype(), shape, 0));
  }

  /// The same number in the parameter's shape.
  public static Slot filled(String name, double value) {
    return new Slot(name, p -> Tensors.full(p.dtype(), p.shape(), value));
  }

  /// The numbers that the parameter has when its first step begins.
  public static Slot copy(String name) {
    return new Slot(name, Tensor::copy);
  }

  /// A single float64 number.
  public static Slot number(String name, double value) {
    return new Slot(name, p -> Tensors.full(DType.FLOAT64, Shape.SCALAR, value));
  }
}
