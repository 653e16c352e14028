package octavo.nn;

import java.util.Arrays;
import octavo.storage.DType;
import octavo.tensor.Layout;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The inference of a batch norm as a factor and a shift of each channel, in float64: `scale = γ/√(v +
/// ε)`, `shift = β - μ·scale`.
///
/// @param scale `[channels]`
/// @param shift `[channels]`
record NormFolding(Tensor scale, Tensor shift) {
  static NormFolding of(BatchNorm norm, Layout layout) {
    if (layout != Layout.CHANNELS_FIRST) {
      throw new IllegalArgumentException(
          "foldInto: the channels must stand on axis 1, but the layout of the convolution is "
              + layout
              + ".");
    }
    RunningStatistics running = RunningStatistics.of("foldInto", norm);
    Tensor rstd = running.variance().tensor().to(DType.FLOAT64).add(norm.epsilon()).rsqrt();
    Parameter weight = norm.weight();
    Parameter bias = norm.bias();
    Tensor scale = weight == null ? rstd : rstd.multiply(weight.tensor());
    Tensor moved = scale.multiply(running.mean().tensor());
    return new NormFolding(
        scale, bias == null ? moved.negate() : bias.tensor().to(DType.FLOAT64).subtract(moved));
  }

  private void requireChannels(int channels) {
    if (channels != scale.size(0)) {
      throw new IllegalArgumentException(
          "foldInto: the channels must be equal, but the norm has %d and the layer gives %d."
              .formatted(scale.size(0), channels));
    }
  }

  /// A weight `[out, …]`.
  Parameter weight(Parameter weight) {
    Tensor w = weight.tensor();
    requireChannels(w.size(0));
    int[] along = new int[w.rank()];
    Arrays.fill(along, 1);
    along[0] = scale.size(0);
    return Parameter.of(scale.reshape(Shape.of(along)).multiply(w).to(w.dtype()));
  }

  /// A weight `[in, out/groups, …]`.
  Parameter transposedWeight(Parameter weight, int groups) {
    Tensor w = weight.tensor();
    requireChannels(w.size(1) * groups);
    Tensor cut = w.reshape(groups, w.size(0) / groups, w.size(1), -1);
    Tensor factors = scale.reshape(groups, 1, w.size(1), 1);
    return Parameter.of(factors.multiply(cut).reshape(w.shape()).to(w.dtype()));
  }

  /// A bias `[out]`, which there is afterwards in any case, in the type of the weight.
  Parameter bias(Parameter weight, @Nullable Parameter bias) {
    Tensor b = bias == null ? shift : shift.add(scale.multiply(bias.tensor()));
    return Parameter.of(b.to(weight.dtype()));
  }
}
