package octavo.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What kernels have rearranged out of the numbers of a storage and keep for later calls, such as the
/// packed weights of a layer, until the numbers change.
///
/// A rearrangement is kept when it is asked for a second time with the same numbers: training, which
/// changes weights after each use, keeps nothing; inference packs each weight once.
public final class Derived {
  /// Kept for one storage; more are made anew each time.
  private static final int MOST = 4;

  /// One rearrangement.
  private record Entry(Object key, float @Nullable [] numbers) {}

  private int version = -1;
  private List<Entry> entries = List.of();

  Derived() {}

  /// The numbers that `fill` makes, in an array of at least `length` floats: kept ones, new ones to
  /// keep, or, at the first time, in a `temporary` array.
  ///
  /// @param storage whose numbers are rearranged
  /// @param key what is made of them, all that it depends on besides the numbers
  /// @param length the floats needed
  /// @param temporary an array for one call
  /// @param fill fills an array and returns it
  public static float[] of(
      Storage storage,
      Object key,
      int length,
      IntFunction<float[]> temporary,
      UnaryOperator<float[]> fill) {
    float[] kept = kept(storage, key);
    if (kept != null) {
      return kept;
    }
    if (!repeats(storage, key)) {
      return fill.apply(temporary.apply(length));
    }
    float[] numbers = fill.apply(new float[length]);
    keep(storage, key, numbers);
    return numbers;
  }

  /// What was kept under this key of the storage's present numbers, or null.
  public static float @Nullable [] kept(Storage storage, Object key) {
    Entry entry = storage.derived().find(key, storage.version());
    return entry == null ? null : entry.numbers();
  }

  /// Notes a use, and says whether there was one before with the same numbers, so that what is made
  /// now should be kept.
  public static boolean repeats(Storage storage, Object key) {
    Derived derived = storage.derived();
    if (derived.find(key, storage.version()) != null) {
      return true;
    }
    derived.add(new Entry(key, null), storage.version());
    return false;
  }

  /// Keeps `numbers`, which nobody changes any more, until those of the storage change.
  public static void keep(Storage storage, Object key, float[] numbers) {
    storage.derived().add(new Entry(key, numbers), storage.version());
  }

  private synchronized @Nullable Entry find(Object key, int now) {
    if (version == now) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
    }
    return null;
  }

  private synchronized void add(Entry added, int now) {
    List<Entry> changed = new ArrayList<>();
    if (version == now) {
      changed.addAll(entries);
      changed.removeIf(entry -> entry.key().equals(added.key()));
    }
    if (changed.size() < MOST) {
      changed.add(added);
    }
    entries = List.copyOf(changed);
    version = now;
  }
}
