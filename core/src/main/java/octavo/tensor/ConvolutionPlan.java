package octavo.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import octavo.kernel.Kernels;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.ConvPass;
import org.jspecify.annotations.Nullable;

/// How a convolution of float32 pictures would be computed, and why: what each algorithm says to its
/// sizes. `octavo bench conv2d --why` prints it.
public final class ConvolutionPlan {
  private final ConvGeometry geometry;
  private final ConvAlgorithm pinned;

  private ConvolutionPlan(ConvGeometry geometry, ConvAlgorithm pinned) {
    this.geometry = geometry;
    this.pinned = pinned;
  }

  /// What is computed of a convolution.
  public enum Pass {
    /// The output.
    FORWARD,
    /// The gradient with respect to the input.
    INPUT,
    /// The gradient with respect to the weight.
    WEIGHT
  }

  /// What one algorithm says.
  ///
  /// @param algorithm the algorithm
  /// @param refusal why it does not compute this, as a clause; empty if it does
  /// @param work its estimated work, in multiplications of a full register tile; 0 where it refuses
  /// @param taken whether it is the one that computes this
  public record Candidate(
      ConvAlgorithm algorithm, Optional<String> refusal, double work, boolean taken) {}

  /// The plan for `x.conv2d(weight, null, options)`; only shapes and options matter.
  ///
  /// @throws IllegalArgumentException if the sizes do not fit
  public static ConvolutionPlan of(Tensor x, Tensor weight, ConvOptions options) {
    return new ConvolutionPlan(
        Convolutions.geometry("conv2d", x, weight, null, options), options.algorithm());
  }

  /// The shape of the output, channels first.
  public Shape outputShape() {
    ConvGeometry g = geometry;
    return Shape.of(g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
  }

  /// How many multiplications the definition of one pass needs, those with padding included.
  public long multiplications() {
    return geometry.multiplications();
  }

  /// What each algorithm says to one pass, in the order in which they are asked. The one that is taken
  /// is the pinned one, unless it refuses, else the one with the least work.
  public List<Candidate> candidates(Pass pass) {
    return Kernels.CONV.explain(ConvPass.valueOf(pass.name()), geometry).stream()
        .map(verdict -> {
          ConvAlgorithm algorithm = byLabel(verdict.label());
          @Nullable String refusal = verdict.refusal();
          boolean taken =
              pinned == ConvAlgorithm.AUTO
                  ? verdict.taken()
                  : algorithm == pinned && refusal == null;
          return new Candidate(algorithm, Optional.ofNullable(refusal), verdict.work(), taken);
        })
        .toList();
  }

  private static ConvAlgorithm byLabel(String label) {
    return ConvAlgorithm.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
