package octavo.optim;

import java.util.List;
import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// A chain of element-wise transforms over blocks of one parameter, which stay in the first-level
/// cache from the first transform to the last.
final class BlockLoop implements Sweep.Run {
  /// Few enough that some arrays' blocks fit into 32 KB, enough that a call is not felt.
  static final int BLOCK = 1024;

  private final ElementwiseTransform.Loop[] loops;
  private final Tensor[][] states;
  private final View parameter;
  private final View gradient;
  private final double rate;
  private final boolean writes;

  private BlockLoop(
      ElementwiseTransform.Loop[] loops,
      Tensor[][] states,
      View parameter,
      View gradient,
      double rate,
      boolean writes) {
    this.loops = loops;
    this.states = states;
    this.parameter = parameter;
    this.gradient = gradient;
    this.rate = rate;
    this.writes = writes;
  }

  static BlockLoop of(
      List<Transform> chain, Step[] at, View parameter, View gradient, double rate) {
    ElementwiseTransform.Loop[] loops = new ElementwiseTransform.Loop[at.length];
    Tensor[][] states = new Tensor[at.length][];
    boolean writes = false;
    for (int t = 0; t < at.length; t++) {
      ElementwiseTransform transform = (ElementwiseTransform) chain.get(t);
      loops[t] = transform.begin(at[t]);
      states[t] = at[t].states();
      writes = transform.writesParameter();
    }
    return new BlockLoop(loops, states, parameter, gradient, rate, writes);
  }

  @Override
  public void apply(int from, int size) {
    Storage u = Storage.allocate(parameter.dtype(), Math.min(BLOCK, size));
    Storage scratch = Storage.allocate(parameter.dtype(), Math.min(BLOCK, size));
    for (int at = from; at < from + size; at += BLOCK) {
      int n = Math.min(BLOCK, from + size - at);
      u.copyFrom(gradient.storage(), gradient.offset() + at, 0, n);
      change(new Span(u, 0, n), at, scratch);
      if (!writes) {
        Kernels.UPDATE.add(parameter.storage(), parameter.offset() + at, -rate, u, 0, n);
      }
    }
  }

  private void change(Span u, int first, Storage scratch) {
    Span p = new Span(parameter.storage(), parameter.offset() + first, u.size());
    for (int t = 0; t < loops.length; t++) {
      loops[t].apply(new Block(u, p, states[t], scratch, first));
    }
  }

  /// The chain over numbers that need not be the gradient, and without a step.
  static void change(List<ElementwiseTransform> chain, List<Step> at, View parameter, View u) {
    ElementwiseTransform.Loop[] loops = new ElementwiseTransform.Loop[at.size()];
    for (int t = 0; t < loops.length; t++) {
      loops[t] = chain.get(t).begin(at.get(t));
    }
    Parallel.ranges(
        u.count(),
        32 * BLOCK,
        (from, to) -> {
          Storage scratch = Storage.allocate(parameter.dtype(), Math.min(BLOCK, to - from));
          for (int start = from; start < to; start += BLOCK) {
            int n = Math.min(BLOCK, to - start);
            for (int t = 0; t < loops.length; t++) {
              loops[t].apply(
                  new Block(
                      new Span(u.storage(), u.offset() + start, n),
                      new Span(parameter.storage(), parameter.offset() + start, n),
                      at.get(t).states(),
                      scratch,
                      start));
            }
          }
        });
  }
}
