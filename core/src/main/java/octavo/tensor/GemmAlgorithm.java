package octavo.tensor;

import java.util.Locale;
import octavo.kernel.Simd;
import octavo.kernel.ladder.Ladder;

/// How a matrix product is computed. [#AUTO] is the one to use; the others are the rungs of the ladder
/// from the loops of the definition to the kernels of the library, each one idea further than the one
/// before, to be read (`octavo.kernel.ladder`), timed (`octavo bench ladder gemm`) and compared.
/// They compute float32; [#NAIVE] takes any type, by the definition in double.
public enum GemmAlgorithm {
  /// The library's choice, for every type.
  AUTO,
  /// The loops of the definition, in the order i, j, k.
  NAIVE,
  /// The order i, k, j, which walks memory forward.
  REORDERED,
  /// Tiles of 24 × 128 in buffers that stay in the nearest cache.
  TILED,
  /// Vector instructions along the rows of the tiles.
  VECTORIZED,
  /// The tiles shared out over the threads.
  PARALLEL,
  /// Sums in registers, loops over rows, columns and k unrolled.
  UNROLLED,
  /// Operands copied into panels, in the order in which they are read: the kernels of the library.
  PACKED;

  /// Its name on the command line: `packed`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this process can run it: some need the Vector API.
  public boolean isAvailable() {
    return this == AUTO || !Ladder.valueOf(name()).needsVectors() || Simd.available();
  }
}
