package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A distribution over classes at the leaves of a binary tree (Morin and Bengio, 2005; with Huffman's
/// tree: Mikolov et al., 2013): at each inner node the way goes left with probability `σ(w·x + b)`, and
/// `p(class)` is the product along the way. The probabilities sum to 1, and that of one class costs as
/// many products as its depth, about `log₂ classes`, instead of one for each class.
///
/// ```java
/// HierarchicalSoftmax words = HierarchicalSoftmax.create(128, HuffmanTree.of(counts), rng);
/// Tensor loss = words.loss(hidden, targets, mode);
/// ```
///
/// @param weight `[classes - 1, features]`, a row for each inner node
/// @param bias `[classes - 1]`
/// @param tree the classes; it is no part of the saved state, the same counts make it again
public record HierarchicalSoftmax(Parameter weight, Parameter bias, HuffmanTree tree)
    implements Layer {
  /// A layer over the classes of `tree`, drawn from `rng` as a [Linear] layer is.
  public static HierarchicalSoftmax create(int features, HuffmanTree tree, Rng rng) {
    if (features < 1) {
      throw new IllegalArgumentException(
          "HierarchicalSoftmax: there must be features, but there are " + features + ".");
    }
    double bound = 1 / Math.sqrt(features);
    int nodes = tree.classes() - 1;
    Initializer uniform = Initializer.uniform(-bound, bound);
    return new HierarchicalSoftmax(
        Parameter.of(uniform.create(rng, Shape.of(nodes, features))),
        Parameter.of(uniform.create(rng, Shape.of(nodes))),
        tree);
  }

  private void requireRows(Tensor x) {
    int features = weight.tensor().size(1);
    if (x.rank() != 2 || x.size(1) != features) {
      throw new IllegalArgumentException(
          "HierarchicalSoftmax: the input must be [batch, %d], but is %s."
              .formatted(features, x.shape()));
    }
  }

  /// The log-probabilities of all classes: `[batch, features]` to `[batch, classes]`.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    requireRows(x);
    Tensor scores = x.linear(weight.in(mode), bias.in(mode));
    Tensor along = scores.indexSelect(1, tree.nodes().flatten());
    int depth = tree.nodes().size(1);
    return logs(along.reshape(x.size(0), tree.classes(), depth), tree.turns());
  }

  /// `Σ ln σ(turn·score)` along the way, the last axis.
  private static Tensor logs(Tensor scores, Tensor turns) {
    Tensor signs = turns.to(scores.dtype());
    return scores.multiply(signs).logSigmoid().multiply(signs.abs()).sum(-1);
  }

  /// The log-probability of one class a row: `[batch, features]` and int64 `[batch]` to `[batch]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  public Tensor logProbability(Tensor x, Tensor targets, Mode mode) {
    requireRows(x);
    int batch = x.size(0);
    AdaptiveSoftmax.requireTargets("HierarchicalSoftmax", targets, batch, tree.classes());
    int depth = tree.nodes().size(1);
    Tensor nodes = tree.nodes().indexSelect(0, targets).flatten();
    Tensor rows = weight.in(mode).indexSelect(0, nodes).reshape(batch, depth, x.size(1));
    Tensor shifts = bias.in(mode).indexSelect(0, nodes).reshape(batch, depth);
    Tensor scores = rows.multiply(x.unsqueeze(1)).sum(2).add(shifts);
    return logs(scores, tree.turns().indexSelect(0, targets));
  }

  /// The mean of `-ln p(target)`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Tensor loss(Tensor x, Tensor targets, Mode mode) {
    return logProbability(x, targets, mode).mean().negate();
  }

  /// The likeliest class of each row, int64 `[batch]`; it looks at all classes.
  public Tensor predict(Tensor x) {
    return forward(x, Mode.inference()).argMax(1);
  }
}
