package octavo.storage;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The float arrays of the steps of a loop: what one step has made, the next writes over. For
/// `octavo.tensor.StepMemory`, which is how a user says where a step ends.
///
/// Nothing is held that the collector could have had: storages of a step are weakly held, arrays
/// that wait for the next step softly, and those that no step has taken for a while not at all.
public final class StepArrays {
  /// So many steps an array waits to be taken.
  private static final int PATIENCE = 4;

  private static final ScopedValue<StepArrays> CURRENT = ScopedValue.newInstance();

  private final Map<Integer, ArrayDeque<Waiting>> free = new HashMap<>();
  private final List<WeakReference<FloatStorage>> made = new ArrayList<>();
  private final Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
  private long step;
  private boolean running;

  /// No arrays yet.
  public StepArrays() {}

  /// An array that waits.
  private record Waiting(SoftReference<float[]> array, long since) {}

  /// Runs one step; what this thread allocates in it comes from here and is taken back at its end,
  /// also if it ends with an exception.
  ///
  /// @throws IllegalStateException if a step is under way
  public void during(Runnable body) {
    if (running) {
      throw new IllegalStateException(
          "StepMemory: one step must end before the next begins, but a step is under way. Use a"
              + " StepMemory of its own for a loop within a step or in another thread.");
    }
    running = true;
    try {
      ScopedValue.where(CURRENT, this).run(body);
    } finally {
      takeBack();
      running = false;
    }
  }

  /// The arrays of the step that this thread is in, or null.
  static @Nullable StepArrays current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /// Leaves the numbers of `storage` to whoever has them after the step.
  public void keep(Storage storage) {
    kept.add(storage);
  }

  /// Leaves the numbers of `storage` to whoever has them, if this thread is in a step.
  public static void keepOfCurrent(Storage storage) {
    StepArrays current = current();
    if (current != null) {
      current.keep(storage);
    }
  }

  /// A storage of `length` arbitrary numbers, or of zeros.
  FloatStorage make(int length, boolean zeros) {
    int arrayLength = FloatStorage.arrayLength(length);
    float[] array = take(arrayLength);
    if (array == null) {
      array = new float[arrayLength];
    } else if (zeros) {
      Arrays.fill(array, 0);
    }
    FloatStorage storage = FloatStorage.on(array, length);
    belongs(storage);
    return storage;
  }

  /// Takes `storage` back when the step ends.
  void belongs(FloatStorage storage) {
    made.add(new WeakReference<>(storage));
  }

  /// The array given last, which may still be cached; null if there is none of this length.
  float @Nullable [] take(int length) {
    ArrayDeque<Waiting> arrays = free.get(length);
    float[] array = null;
    while (array == null && arrays != null && !arrays.isEmpty()) {
      array = arrays.removeLast().array().get();
    }
    return array;
  }

  /// An array that nobody reads any more.
  void give(float[] array) {
    free.computeIfAbsent(array.length, length -> new ArrayDeque<>())
        .addLast(new Waiting(new SoftReference<>(array), step));
  }

  private void takeBack() {
    step++;
    for (WeakReference<FloatStorage> reference : made) {
      FloatStorage storage = reference.get();
      if (storage != null && !storage.isSurrendered() && !kept.contains(storage)) {
        float[] array = storage.surrender();
        if (PassMemory.POISON) {
          Arrays.fill(array, Float.NaN);
        }
        give(array);
      }
    }
    made.clear();
    kept.clear();
    for (ArrayDeque<Waiting> arrays : free.values()) {
      while (!arrays.isEmpty() && arrays.getFirst().since() < step - PATIENCE) {
        arrays.removeFirst();
      }
    }
    free.values().removeIf(ArrayDeque::isEmpty);
  }
}
