package octavo.data;

import octavo.random.Rng;

/// A change of a batch that may draw random numbers, such as a random crop.
///
/// Give it to [DataLoader#withTransform]; [ImageTransforms] has the usual ones. A change without
/// randomness may be given to [Dataset#map] as well.
@FunctionalInterface
public interface BatchTransform {
  /// The changed batch. All randomness comes from `rng`.
  Batch apply(Batch batch, Rng rng);

  /// This transform, then `next`, both drawing from the same generator one after the other.
  default BatchTransform andThen(BatchTransform next) {
    return (batch, rng) -> next.apply(apply(batch, rng), rng);
  }
}
