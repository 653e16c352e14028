package octavo.kernel.attention;

import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Attention on float32 in tiles of [SimdScores#SIDE] keys by as many steps; other types go to the oracle.
///
/// The forward pass is cut into heads and some tiles of steps each, the backward pass into heads of keys
/// and, where these are few, runs of keys: the shape alone decides, and each sum has one order.
public final class SimdAttention implements AttentionKernels {
  private static final ScalarAttention SCALAR = new ScalarAttention();

  private static boolean suits(AttentionGeometry g, View y) {
    return y.dtype() == DType.FLOAT32 && y.count() > 0 && g.keys() > 0;
  }

  @Override
  public void forward(AttentionGeometry g, Operands x, View y, View logSums) {
    if (suits(g, y)) {
      new SimdAttentionForward(g, x, y, logSums).run();
    } else {
      SCALAR.forward(g, x, y, logSums);
    }
  }

  @Override
  public void backward(
      AttentionGeometry g,
      Operands x,
      View y,
      View logSums,
      View dy,
      View dq,
      View dk,
      View dv,
      @Nullable View ds) {
    if (suits(g, y)) {
      new SimdAttentionBackward(g, x, y, logSums, dy, dq, dk, dv, ds).run();
    } else {
      SCALAR.backward(g, x, y, logSums, dy, dq, dk, dv, ds);
    }
  }
}
