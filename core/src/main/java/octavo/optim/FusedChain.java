package octavo.optim;

import java.util.List;
import octavo.kernel.Kernels;
import octavo.kernel.update.AdamStep;
import octavo.kernel.update.MomentumStep;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A chain that is one of the commonest - a bound of the norm, a change of sign, decay, momentum or
/// Adam or neither, decoupled decay, each at most once and in this order - as one loop, with the
/// bits of the chain.
///
/// @param clip the bound, or null
/// @param sign 1, or -1 to go up
/// @param coupled the decay ahead of the direction
/// @param direction which transform of the chain is the direction, or -1
/// @param momentum the direction, if it is this
/// @param adam the direction, if it is this
/// @param decoupled the decay behind the direction
record FusedChain(
    @Nullable ClipByNorm clip,
    double sign,
    double coupled,
    int direction,
    @Nullable Momentum momentum,
    @Nullable Adam adam,
    double decoupled) {

  /// The chain as one loop, or null if it is none of them.
  static @Nullable FusedChain of(List<Transform> chain) {
    ClipByNorm clip = null;
    double sign = 1;
    double coupled = 0;
    int direction = -1;
    Momentum momentum = null;
    Adam adam = null;
    double decoupled = 0;
    int place = 0; // of the last transform in the order above
    for (int t = 0; t < chain.size(); t++) {
      Transform link = chain.get(t);
      int next;
      if (link instanceof ClipByNorm c) {
        clip = c;
        next = 1;
      } else if (link instanceof Negate) {
        sign = -1;
        next = 2;
      } else if (link instanceof WeightDecay decay && place < 3 && t < chain.size() - 1) {
        coupled = decay.decay();
        next = 3;
      } else if (link instanceof Momentum m) {
        momentum = m;
        direction = t;
        next = 4;
      } else if (link instanceof Adam a && a.isPlain()) {
        adam = a;
        direction = t;
        next = 4;
      } else if (link instanceof WeightDecay decay) {
        decoupled = decay.decay();
        next = 5;
      } else {
        return null;
      }
      if (next <= place) {
        return null;
      }
      place = next;
    }
    return new FusedChain(clip, sign, coupled, direction, momentum, adam, decoupled);
  }

  /// The loop of one step.
  Sweep.Run begin(Step[] at, View p, View g, double rate) {
    double scale = sign * (clip == null ? 1 : clip.factor(at[0].norm()));
    if (adam != null) {
      Step step = at[direction];
      AdamStep numbers =
          new AdamStep(
              scale,
              coupled,
              adam.beta1(),
              adam.beta2(),
              adam.factor(step),
              adam.root(step),
              adam.added(step),
              decoupled,
              rate);
      View m = step.state(0).view();
      View v = step.state(1).view();
      return (from, size) -> Kernels.UPDATE.adamStep(p, m, v, g, from, numbers, size);
    }
    double share = momentum == null ? 1 : momentum.share(at[direction]);
    MomentumStep numbers =
        new MomentumStep(
            scale,
            coupled,
            momentum == null ? 0 : momentum.momentum(),
            share,
            momentum != null && momentum.nesterov(),
            decoupled,
            rate);
    View m = momentum == null ? null : at[direction].state(0).view();
    return (from, size) -> Kernels.UPDATE.momentumStep(p, m, g, from, numbers, size);
  }
}
