package octavo.distribution;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// What every distribution does with the parameters it is given.
final class Parameters {
  private Parameters() {}

  /// The type of a distribution with these parameters: float64 if one is, else float32.
  ///
  /// @throws IllegalArgumentException if one has a type that is for storage only
  static DType type(String distribution, Tensor... parameters) {
    DType type = DType.FLOAT32;
    for (Tensor parameter : parameters) {
      type = DType.promote(type, Tensors.computable(distribution, parameter).dtype());
    }
    return type;
  }

  /// A parameter in the type of its distribution.
  ///
  /// @throws IllegalArgumentException if a value is not in `domain`
  static Tensor checked(
      String distribution, String name, Tensor parameter, DType type, Support domain) {
    return domain.require(distribution, name, parameter).to(type);
  }

  /// The batch of a distribution whose parameters have no event axes.
  ///
  /// @throws IllegalArgumentException if they do not broadcast
  static Shape batch(String distribution, Tensor... parameters) {
    Shape batch = Shape.SCALAR;
    for (Tensor parameter : parameters) {
      batch = Shape.broadcast(distribution, batch, parameter.shape());
    }
    return batch;
  }

  /// A value in the type of a distribution, if it can be drawn from it.
  ///
  /// @throws IllegalArgumentException if the shape does not broadcast or the value is outside of the support
  static Tensor value(String operation, Distribution distribution, Tensor value, DType type) {
    Tensor real = shaped(operation, distribution, value);
    String name = "a value of " + name(distribution);
    return distribution.support().require(operation, name, real).to(type);
  }

  /// A number of any size in the type of a distribution.
  ///
  /// @throws IllegalArgumentException if the shape does not broadcast or a value is NaN
  static Tensor anyNumber(String operation, Distribution distribution, Tensor value, DType type) {
    Tensor real = shaped(operation, distribution, value);
    return Support.NUMBER.require(operation, "the value", real).to(type);
  }

  /// A probability in the type of a distribution.
  ///
  /// @throws IllegalArgumentException if the shape does not broadcast or a value is not in `[0, 1]`
  static Tensor probability(Distribution distribution, Tensor p, DType type) {
    Tensor real = shaped("icdf", distribution, p);
    return Support.UNIT_INTERVAL.require("icdf", "p", real).to(type);
  }

  /// A value, if its shape fits.
  ///
  /// @throws IllegalArgumentException if it does not
  static Tensor shaped(String operation, Distribution distribution, Tensor value) {
    Shape whole = Shapes.whole(distribution);
    Shape event = distribution.eventShape();
    boolean fits =
        value.rank() >= event.rank()
            && value.shape().broadcastsWith(whole)
            && Shapes.trailing(value.shape(), event.rank()).equals(event);
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: the value must broadcast with the batch %s and end with the event %s of %s, but is %s."
              .formatted(
                  operation, distribution.batchShape(), event, name(distribution), value.shape()));
    }
    return Tensors.computable(operation, value);
  }

  /// The name of a distribution in messages.
  static String name(Distribution distribution) {
    Class<?> type = distribution.getClass();
    Class<?> outer = type.getEnclosingClass();
    return (outer == null ? type : outer).getSimpleName();
  }

  /// A tensor of one number for every element of every distribution of the batch.
  static Tensor full(Distribution distribution, DType type, double number) {
    return Tensors.full(type, Shapes.whole(distribution), number);
  }
}
