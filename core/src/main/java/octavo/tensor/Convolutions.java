package octavo.tensor;

import java.util.Arrays;
import octavo.autograd.Engine;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.Operation;
import org.jspecify.annotations.Nullable;

/// From tensors and options to the operations of convolution. A sequence is a picture of one row;
/// volumes whose channels stand last are turned around the operation.
final class Convolutions {
  private Convolutions() {}

  /// The sizes of a convolution of pictures.
  ///
  /// @throws IllegalArgumentException if they do not fit
  static ConvGeometry geometry(
      String name, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new ConvolutionCall(name, 2, x, weight, bias, options, null).geometry().plane();
  }

  static Tensor convolve(
      String name, int rank, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    ConvolutionCall call = new ConvolutionCall(name, rank, x, weight, bias, options, null);
    VolumeGeometry sizes = call.geometry();
    ConvChoice choice = choice(call);
    Operation operation = rank == 3 ? new Conv3d(sizes, choice) : new Conv2d(sizes.plane(), choice);
    return laidOut(
        call,
        (images, kernel) ->
            bias == null
                ? Engine.apply(operation, images, kernel)
                : Engine.apply(operation, images, kernel, bias));
  }

  static Tensor transpose(
      String name,
      int rank,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      ConvTransposeOptions options) {
    ConvolutionCall call =
        new ConvolutionCall(
            name, rank, x, weight, bias, options.convolution(), options.outputPadding());
    VolumeGeometry sizes = call.geometry();
    ConvChoice choice = choice(call);
    Operation operation =
        rank == 3
            ? new Conv3dInputGradient(sizes, choice)
            : new Conv2dInputGradient(sizes.plane(), choice);
    Tensor y = laidOut(call, (images, kernel) -> Engine.apply(operation, images, kernel));
    if (bias == null) {
      return y;
    }
    int[] alongChannels = new int[rank + 1];
    Arrays.fill(alongChannels, 1);
    alongChannels[0] = bias.size(0);
    return y.add(call.channelAxis() == 1 ? bias.reshape(alongChannels) : bias);
  }

  /// What pictures or volumes, with the kernel beside them, are computed by.
  private interface Body {
    Tensor apply(Tensor images, Tensor kernel);
  }

  /// `body` on the images of a call as operations take them, and its result as the call's images lie.
  private static Tensor laidOut(ConvolutionCall call, Body body) {
    Tensor x = call.x();
    Tensor w = call.weight();
    if (call.rank() == 1) {
      int rows = call.channelAxis() == 1 ? 2 : 1;
      return body.apply(x.unsqueeze(rows), w.unsqueeze(2)).squeeze(rows);
    }
    if (call.rank() == 3 && call.channelAxis() != 1) {
      return body.apply(x.permute(0, 4, 1, 2, 3), w).permute(0, 2, 3, 4, 1);
    }
    return body.apply(x, w);
  }

  /// How it is computed; operations on volumes know no other layout than the channels first.
  private static ConvChoice choice(ConvolutionCall call) {
    ConvOptions o = call.options();
    return new ConvChoice(
        o.algorithm() == ConvAlgorithm.AUTO ? null : o.algorithm().label(),
        o.determinism() == Determinism.FAST,
        call.rank() < 3 && o.layout() == Layout.CHANNELS_LAST);
  }
}
