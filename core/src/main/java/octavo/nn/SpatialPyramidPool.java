package octavo.nn;

import java.util.List;
import octavo.tensor.Tensor;

/// The largest numbers of pictures of any size at several sizes, one behind the other (He et al., 2014):
/// `[batch, channels, …, …]` to `[batch, channels·Σ level²]`.
///
/// @param levels rows and columns of each size; the paper's are 1, 2 and 4
public record SpatialPyramidPool(List<Integer> levels) implements Layer {
  /// Checks the levels.
  public SpatialPyramidPool {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.stream().anyMatch(level -> level < 1)) {
      throw new IllegalArgumentException(
          "SpatialPyramidPool: levels must be positive, at least one, but are " + levels + ".");
    }
  }

  /// Levels from the coarsest to the finest.
  public static SpatialPyramidPool of(Integer... levels) {
    return new SpatialPyramidPool(List.of(levels));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.spatialPyramidPool(levels.stream().mapToInt(Integer::intValue).toArray());
  }
}
