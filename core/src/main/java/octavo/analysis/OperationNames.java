package octavo.analysis;

import octavo.nn.BatchNorm;
import octavo.nn.InstanceNorm;
import octavo.nn.Layer;
import octavo.op.ChannelAffine;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3dInputGradient;
import octavo.op.Operation;

/// What readers call operations.
final class OperationNames {
  private OperationNames() {}

  /// The name of an operation of a layer: a norm in inference is a scale and a shift, but still a norm.
  static String of(Operation operation, Layer layer) {
    if (operation instanceof ChannelAffine && layer instanceof BatchNorm) {
      return "batchNorm";
    }
    if (operation instanceof ChannelAffine && layer instanceof InstanceNorm) {
      return "instanceNorm";
    }
    return switch (operation) {
      case Conv2dInputGradient transposed -> "convTranspose2d";
      case Conv3dInputGradient transposed -> "convTranspose3d";
      default -> operation.name();
    };
  }
}
