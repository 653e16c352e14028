package octavo.estimator;

import octavo.tensor.Tensor;

/// What an expectation is taken of: the `f` of `L = E f(z)`.
///
/// It sees many samples at once and gives one number for each sample of each *row*. The rows are leading
/// axes of the distribution's batch, for example the images of a mini-batch; the axes of the batch that `f` sums
/// over, for example 200 binary units of each image, are independent *variables* of one row. With a batch
/// `[100, 200]` an objective that returns `[samples, 100]` is one of 200 variables together, and one that
/// returns `[samples, 100, 200]` is 20 000 objectives of one variable each.
///
/// `f` may depend on tracked tensors of its own, such as the weights of a decoder: they get their gradient through
/// the surrogate. It may be called several times in one estimate.
@FunctionalInterface
public interface Objective {
  /// The values of `f`, `[samples, rows…]`, at samples `z` `[samples, batch…, event…]`.
  Tensor value(Tensor z);
}
