package octavo.kernel.conv;

import octavo.kernel.Kernels;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A convolution whose weights stay as they are over many calls, with an [Epilogue]:
/// `y = epilogue(x ∗ w + bias)`. Several threads may run it at once.
public final class PreparedConv {
  private final ConvGeometry geometry;
  private final ConvChoice choice;
  private final View weight;
  private final @Nullable View bias;
  private final Epilogue epilogue;

  private PreparedConv(
      ConvGeometry geometry,
      ConvChoice choice,
      View weight,
      @Nullable View bias,
      Epilogue epilogue) {
    this.geometry = geometry;
    this.choice = choice;
    this.weight = weight;
    this.bias = bias;
    this.epilogue = epilogue;
  }

  /// A convolution with these contiguous weights, which must not change any more.
  public static PreparedConv of(
      ConvGeometry geometry,
      ConvChoice choice,
      View weight,
      @Nullable View bias,
      Epilogue epilogue) {
    return new PreparedConv(geometry, choice, weight, bias, epilogue);
  }

  /// Fills `y`. `residual` has as many elements as `y` and is given if the epilogue says so; no view
  /// shares numbers with `y`, and all are contiguous.
  public void run(View x, @Nullable View residual, View y) {
    Kernels.CONV.forward(geometry, choice, x, weight, bias, y);
    epilogue.apply(residual, y);
  }
}
