package octavo.kernel.sequence;

import octavo.storage.View;

/// The probabilities of all alignments of labels with predictions, as connectionist temporal
/// classification sums them (Graves et al., 2006).
///
/// There is no SIMD twin: each step waits for the one before, and a step has few states.
public interface AlignmentKernels {
  /// `-ln P(labels)` of each sample; +∞ where its steps are too few.
  ///
  /// @param loss one number a sample
  void losses(Alignment a, View loss);

  /// The gradient `-dloss·P(class k in step t | labels)`; 0 in steps a sample does not have. Where the
  /// labels cannot be, it is NaN.
  ///
  /// @param dloss one number a sample
  /// @param dx contiguous zeros `[time, batch, classes]`
  void gradient(Alignment a, View dloss, View dx);
}
