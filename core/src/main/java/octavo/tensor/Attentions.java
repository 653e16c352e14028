package octavo.tensor;

import octavo.autograd.Engine;
import octavo.kernel.attention.AttentionGeometry.Dropped;
import octavo.op.ScaledDotProductAttention;
import octavo.op.SelfAttention;
import octavo.random.Rng;
import octavo.storage.DType;
import org.jspecify.annotations.Nullable;

/// What attention asks of its operands.
final class Attentions {
  private Attentions() {}

  static Tensor attend(
      String name, Tensor q, Tensor k, Tensor v, AttentionOptions options, @Nullable Rng rng) {
    Tensor queries = Tensors.real(name, q);
    Tensor keys = Tensors.real(name, k);
    Tensor values = Tensors.real(name, v);
    requireFit(name, q.shape(), k.shape(), v.shape());
    int[] sizes = {q.size(0), q.size(1), q.size(2), k.size(2)};
    requireMask(name, options.mask(), Shape.of(sizes));
    ScaledDotProductAttention operation =
        new ScaledDotProductAttention(
            scale(options, q.size(3)),
            options.causal().ahead(name, q.size(2), k.size(2)),
            dropped(name, options, sizes, rng));
    DType dtype = DType.promote(DType.promote(queries.dtype(), keys.dtype()), values.dtype());
    Tensor mask = options.mask();
    return mask == null
        ? Engine.apply(operation, queries.to(dtype), keys.to(dtype), values.to(dtype))
        : Engine.apply(
            operation, queries.to(dtype), keys.to(dtype), values.to(dtype), in(dtype, mask));
  }

  static Tensor attendToSelf(
      Tensor x, int heads, int keyHeads, AttentionOptions options, @Nullable Rng rng) {
    String name = "selfAttention";
    Tensor all = Tensors.real(name, x);
    if (heads < 1 || keyHeads < 1 || heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "%s: the heads must be a multiple of those of the keys, but are %d and %d."
              .formatted(name, heads, keyHeads));
    }
    int parts = heads + 2 * keyHeads;
    if (x.rank() != 3 || x.size(2) % parts != 0 || x.size(2) == 0) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, steps, (heads + 2·keyHeads)·features], but is %s for %d and %d heads."
              .formatted(name, x.shape(), heads, keyHeads));
    }
    int steps = x.size(1);
    int[] sizes = {x.size(0), heads, steps, steps};
    requireMask(name, options.mask(), Shape.of(sizes));
    SelfAttention operation =
        new SelfAttention(
            heads,
            keyHeads,
            new ScaledDotProductAttention(
                scale(options, x.size(2) / parts),
                options.causal().ahead(name, steps, steps),
                dropped(name, options, sizes, rng)));
    Tensor mask = options.mask();
    return mask == null
        ? Engine.apply(operation, all)
        : Engine.apply(operation, all, in(all.dtype(), mask));
  }

  private static Tensor in(DType dtype, Tensor mask) {
    return mask.dtype() == DType.BOOL ? mask : mask.to(dtype);
  }

  private static double scale(AttentionOptions options, int features) {
    Double scale = options.scale();
    return scale == null ? 1 / Math.sqrt(features) : scale;
  }

  private static void requireFit(String name, Shape q, Shape k, Shape v) {
    boolean ranks = q.rank() == 4 && k.rank() == 4 && v.rank() == 4;
    boolean fits =
        ranks
            && q.size(0) == k.size(0)
            && q.size(0) == v.size(0)
            && k.size(1) == v.size(1)
            && k.size(2) == v.size(2)
            && q.size(3) == k.size(3);
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: queries [batch, heads, steps, features] need keys [batch, keyHeads, keys, features] and values [batch, keyHeads, keys, n], but queries are %s, keys %s and values %s.%s"
              .formatted(
                  name, q, k, v, q.rank() == 3 ? " Add an axis of heads with unsqueeze(1)." : ""));
    }
    if (q.size(3) == 0) {
      throw new IllegalArgumentException(
          "%s: queries and keys must have features, but queries are %s.".formatted(name, q));
    }
    int heads = q.size(1);
    int keyHeads = k.size(1);
    if (keyHeads == 0 ? heads != 0 : heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "%s: the heads must be a multiple of those of the keys, but are %d and %d."
              .formatted(name, heads, keyHeads));
    }
  }

  private static void requireMask(String name, @Nullable Tensor mask, Shape scores) {
    if (mask == null) {
      return;
    }
    Tensors.computable(name, mask);
    if (!mask.shape().broadcastsTo(scores)) {
      throw new IllegalArgumentException(
          "%s: the mask must broadcast to [batch, heads, steps, keys], but is %s for %s."
              .formatted(name, mask.shape(), scores));
    }
  }

  /// The words of the generator that dropout takes, which are set aside once all has been checked.
  private static Dropped dropped(
      String name, AttentionOptions options, int[] sizes, @Nullable Rng rng) {
    double p = options.dropProbability();
    if (p == 0) {
      return Dropped.NONE;
    }
    if (rng == null) {
      throw new IllegalArgumentException(
          "%s: dropping weights takes random numbers, but the probability is %s and there is no generator. Pass an Rng."
              .formatted(name, p));
    }
    long words = (sizes[2] + 3) / 4 * 4L * sizes[3];
    Dropped first = new Dropped(rng.key(), rng.reserve(0), p);
    for (int head = 0; head < sizes[0] * sizes[1]; head++) {
      rng.reserve(words);
    }
    return first;
  }
}
