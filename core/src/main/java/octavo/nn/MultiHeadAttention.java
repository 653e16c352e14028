package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.AttentionOptions;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Attention with several heads (Vaswani et al., 2017): linear maps make queries, keys and values of
/// each head, [octavo.tensor.AttentionMethods#scaledDotProductAttention] mixes the values, and one more
/// linear map joins the heads. `[batch, steps, features]` to the same shape.
///
/// ```java
/// MultiHeadAttention attention = MultiHeadAttention.of(128, 4).create(rng);
/// Tensor y = attention.forward(x, AttentionMask.CAUSAL, mode);
/// ```
///
/// Parameters are named and shaped as in PyTorch's `nn.MultiheadAttention`, so weights load by name; batches
/// come first (`batch_first=True`). A step that sees no key gets `out_proj.bias`.
///
/// @param inProjWeight `[3·features, features]`: rows for the queries, the keys and the values
/// @param inProjBias `[3·features]`, or null
/// @param outProj from the joined heads to the result
/// @param heads how many
/// @param dropProbability the part of the attention's weights that is dropped in training
public record MultiHeadAttention(
    Parameter inProjWeight,
    @Nullable Parameter inProjBias,
    Linear outProj,
    int heads,
    double dropProbability)
    implements Layer {
  /// Checks the sizes.
  public MultiHeadAttention {
    DropProbability.require("MultiHeadAttention", dropProbability);
    Shape shape = inProjWeight.tensor().shape();
    if (shape.rank() != 2 || shape.size(0) != 3 * shape.size(1)) {
      throw new IllegalArgumentException(
          "MultiHeadAttention: the weight must be [3·features, features], but is " + shape + ".");
    }
    Options.requireHeads("MultiHeadAttention", shape.size(1), heads);
  }

  /// A layer for this many features and heads, with biases.
  public static Options of(int features, int heads) {
    return new Options(features, heads, true, 0);
  }

  private int features() {
    return inProjWeight.tensor().size(1);
  }

  /// The attention of the sequence to itself, where every step sees every other.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return forward(x, AttentionMask.NONE, mode);
  }

  /// The attention of the sequence to itself.
  ///
  /// @throws IllegalArgumentException if `x` is not `[batch, steps, features]` or the mask does not fit
  public Tensor forward(Tensor x, AttentionMask mask, Mode mode) {
    require("input", x);
    AttentionOptions options = options(mask, mode, x, x);
    Tensor all = x.linear(inProjWeight.in(mode), bias(mode));
    Tensor joined =
        options.dropProbability() == 0
            ? all.selfAttention(heads, heads, options)
            : all.selfAttention(heads, heads, options, mode.rng());
    return outProj.forward(joined, mode);
  }

  /// The attention of the steps of `queries` to other sequences: `keys` and `values` are `[batch, keys,
  /// features]`, the result is like the queries.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Tensor forward(Tensor queries, Tensor keys, Tensor values, AttentionMask mask, Mode mode) {
    require("queries", queries);
    require("keys", keys);
    require("values", values);
    if (keys.size(0) != queries.size(0) || !keys.shape().equals(values.shape())) {
      throw new IllegalArgumentException(
          "MultiHeadAttention: keys and values must be of one shape and of as many sequences as the queries, but queries are %s, keys %s and values %s."
              .formatted(queries.shape(), keys.shape(), values.shape()));
    }
    AttentionOptions options = options(mask, mode, queries, keys);
    Tensor q = part(queries, 0, 1, mode);
    Tensor k = part(keys, 1, 1, mode);
    Tensor v = part(values, 2, 1, mode);
    Tensor y =
        options.dropProbability() == 0
            ? q.scaledDotProductAttention(k, v, options)
            : q.scaledDotProductAttention(k, v, options, mode.rng());
    return outProj.forward(y.transpose(1, 2).flatten(2), mode);
  }

  /// A part of the first linear map, head by head.
  private Tensor part(Tensor x, int first, int count, Mode mode) {
    int n = features();
    Tensor weight = inProjWeight.in(mode).narrow(0, first * n, count * n);
    Tensor bias = bias(mode);
    Tensor y = x.linear(weight, bias == null ? null : bias.narrow(0, first * n, count * n));
    return y.reshape(x.size(0), x.size(1), heads, n / heads).transpose(1, 2);
  }

  private @Nullable Tensor bias(Mode mode) {
    return inProjBias == null ? null : inProjBias.in(mode);
  }

  private AttentionOptions options(AttentionMask mask, Mode mode, Tensor queries, Tensor keys) {
    AttentionOptions options = mask.options("MultiHeadAttention", queries.size(0), keys.size(1));
    return mode.isTraining() ? options.withDropout(dropProbability) : options;
  }

  private void require(String what, Tensor x) {
    if (x.rank() != 3 || x.size(2) != features()) {
      throw new IllegalArgumentException(
          "MultiHeadAttention: %s must be [batch, steps, %d], but is %s."
              .formatted(what, features(), x.shape()));
    }
  }

  /// What attention with several heads is made from.
  ///
  /// @param features numbers of a step
  /// @param heads how many; a divisor of the features
  /// @param withBias whether there are biases
  /// @param dropProbability the part of the attention's weights that is dropped in training
  public record Options(int features, int heads, boolean withBias, double dropProbability) {
    /// Checks the numbers.
    public Options {
      requireHeads("MultiHeadAttention", features, heads);
      DropProbability.require("MultiHeadAttention", dropProbability);
    }

    static void requireHeads(String layer, int features, int heads) {
      if (features < 1 || heads < 1 || features % heads != 0) {
        throw new IllegalArgumentException(
            "%s: the features must be a multiple of the heads, but features is %d and heads is %d."
                .formatted(layer, features, heads));
      }
    }

    /// Without biases.
    public Options withoutBias() {
      return new Options(features, heads, false, dropProbability);
    }

    /// With weights of the attention dropped in training.
    ///
    /// @throws IllegalArgumentException if the probability is not in `[0, 1]`
    public Options withDropout(double probability) {
      return new Options(features, heads, withBias, probability);
    }

    /// The layer, with weights drawn from `rng` as PyTorch does: uniform after Glorot and Bengio for the
    /// first map; biases begin with 0.
    public MultiHeadAttention create(Rng rng) {
      Initializer first = Initializer.xavierUniform(1);
      Parameter weight = Parameter.of(first.create(rng, Shape.of(3 * features, features)));
      Linear.Options out =
          Linear.of(features, features).withBiasInitializer(Initializer.constant(0));
      return new MultiHeadAttention(
          weight,
          withBias ? Parameter.of(Tensor.zeros(3 * features)) : null,
          (withBias ? out : out.withoutBias()).create(rng),
          heads,
          dropProbability);
    }
  }
}
