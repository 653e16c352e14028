package octavo.distribution;

import java.util.List;
import java.util.Objects;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One transform after the other.
///
/// @param parts the transforms, the first one first
public record ComposedTransform(List<Transform> parts) implements Transform {
  /// Checks that there is one.
  public ComposedTransform {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "ComposedTransform: there must be at least one transform, but there is none.");
    }
    parts = List.copyOf(parts);
  }

  @Override
  public int eventRank() {
    return parts.stream().mapToInt(Transform::eventRank).max().orElse(0);
  }

  @Override
  public Support domain() {
    return parts.getFirst().domain();
  }

  @Override
  public Support codomain() {
    Support reached = parts.getFirst().codomain();
    for (Transform part : parts.subList(1, parts.size())) {
      reached = Support.image(reached, part);
    }
    return reached;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Transform part : parts) {
      y = part.forward(y);
    }
    return y;
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (Transform part : parts.reversed()) {
      x = part.inverse(x);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor at = x;
    @Nullable Tensor sum = null;
    for (int i = 0; i < parts.size(); i++) {
      Transform part = parts.get(i);
      Tensor next = i == parts.size() - 1 ? y : part.forward(at);
      Tensor own = part.logAbsDetJacobian(at, next);
      Tensor whole = Shapes.sumLast(own, eventRank() - part.eventRank());
      sum = sum == null ? whole : sum.add(whole);
      at = next;
    }
    return Objects.requireNonNull(sum);
  }

  @Override
  public @Nullable Tensor direction() {
    Tensor sign = Tensor.scalar(1);
    for (Transform part : parts) {
      Tensor own = part.direction();
      if (own == null) {
        return null;
      }
      sign = sign.multiply(own);
    }
    return sign;
  }
}
