package octavo.nn.loss;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The Lovász-softmax loss (Berman, Triki and Blaschko, 2018), a surrogate of `1 - IoU` of exclusive classes: for
/// each class the Lovász extension of the errors `|t - p|`, then the mean over the classes that occur. Equal to
/// the hard loss where outputs are one-hot. Logits `[batch, classes, …]`, targets `[batch, …]` int64.
///
/// @param perExample whether each example has a loss of its own and their mean is taken; else there is
///     one of the batch
/// @param allClasses whether classes that do not occur count too, with their largest probability as loss
public record LovaszSoftmax(boolean perExample, boolean allClasses) implements Loss {
  /// Over the whole batch and the classes that occur in it.
  public static LovaszSoftmax ofBatch() {
    return new LovaszSoftmax(false, false);
  }

  /// The same with a loss for each example by itself.
  public LovaszSoftmax withPerExample() {
    return new LovaszSoftmax(true, allClasses);
  }

  /// The same with classes that do not occur.
  public LovaszSoftmax withAllClasses() {
    return new LovaszSoftmax(perExample, true);
  }

  @Override
  public Tensor of(Tensor logits, Tensor targets) {
    Tensor x = Tensors.real("LovaszSoftmax", logits);
    Tensor t = Outputs.EXCLUSIVE.targets("LovaszSoftmax", x, targets);
    Tensor p = x.softmax(1);
    // where t is 1 the error is 1 - p, else p
    Tensor errors = p.add(t).subtract(p.multiply(t).multiply(2));
    int classes = x.size(1);
    Tensor truths = rows(t);
    Tensor values = LovaszExtension.of(rows(errors), truths, false);
    Tensor occurs = truths.any(1);
    Tensor chosen = allClasses ? occurs.onesLike() : occurs;
    return LovaszExtension.meanOfChosen(values, chosen, classes);
  }

  /// `[batch, classes, …]` as `[classes, pixels]`, or as `[batch·classes, pixels]` for each example.
  private Tensor rows(Tensor x) {
    int batch = x.size(0);
    int classes = x.size(1);
    int places = batch == 0 || classes == 0 ? 0 : x.elements() / (batch * classes);
    Tensor wide = x.reshape(batch, classes, places);
    return perExample
        ? wide.reshape(batch * classes, places)
        : wide.transpose(0, 1).reshape(classes, batch * places);
  }
}
