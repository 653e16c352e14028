package octavo.storage;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memory of one backward pass. For the engine.
///
/// Most gradients of a pass are read once, by the next rule, and belong to nobody outside it: a
/// network of many layers would ask for hundreds of megabytes a step and write each array once, into
/// memory that no cache holds. Here the engine counts who still waits for an array made during the
/// pass; the one that nobody waits for any more is given to the next result of the same length.
///
/// Only arrays made during the pass by this library's own rules take part. What a caller gets to
/// see, the gradients asked for and whatever a caller's own rule touches, is never taken back: it is
/// held to the end, and the rest is left to the garbage collector then. Arrays that wait for a result
/// are softly held: a pass with many lengths never runs out of memory because of them.
public final class PassMemory {
  /// Shorter arrays are cheaper than their bookkeeping.
  private static final int SHORTEST = 1 << 14;

  /// For tests: numbers that were not written, or were taken back, are NaN.
  static final boolean POISON = Boolean.getBoolean("octavo.poison");

  private static final ScopedValue<PassMemory> CURRENT = ScopedValue.newInstance();

  private final IdentityHashMap<Storage, Integer> holders = new IdentityHashMap<>();
  private final List<FloatStorage> made = new ArrayList<>();
  private final Map<Integer, ArrayDeque<SoftReference<float[]>>> free = new HashMap<>();
  private boolean suspended;

  /// The memory of a pass that begins.
  public PassMemory() {}

  /// Runs `pass`; results that it allocates on this thread come from here.
  public void during(Runnable pass) {
    ScopedValue.where(CURRENT, this).run(pass);
    StepArrays step = StepArrays.current();
    if (step != null) {
      free.values().forEach(arrays -> arrays.forEach(array -> giveBack(step, array.get())));
      free.clear();
    }
  }

  private static void giveBack(StepArrays step, float @Nullable [] array) {
    if (array != null) {
      step.give(array);
    }
  }

  /// Runs code that may keep what it is given or makes: nothing it allocates comes from here.
  public void suspend(Runnable foreign) {
    boolean before = suspended;
    suspended = true;
    try {
      foreign.run();
    } finally {
      suspended = before;
    }
  }

  /// A storage of `length` zeros.
  public static Storage zeros(DType dtype, int length) {
    return of(dtype, length, true);
  }

  /// A storage of `length` numbers that the caller writes, every one, before anybody reads them.
  public static Storage toFill(DType dtype, int length) {
    Storage storage = of(dtype, length, false);
    if (POISON && storage instanceof FloatStorage floats) {
      Arrays.fill(floats.array(), Float.NaN);
    } else if (POISON && storage instanceof DoubleStorage doubles) {
      Arrays.fill(doubles.array(), Double.NaN);
    }
    return storage;
  }

  private static Storage of(DType dtype, int length, boolean zeros) {
    if (dtype != DType.FLOAT32) {
      return Storage.allocate(dtype, length);
    }
    if (length < SHORTEST) {
      return FloatStorage.allocate(length);
    }
    StepArrays step = StepArrays.current();
    if (CURRENT.isBound() && !CURRENT.get().suspended) {
      return CURRENT.get().make(length, zeros, step);
    }
    return step == null ? FloatStorage.allocate(length) : step.make(length, zeros);
  }

  private FloatStorage make(int length, boolean zeros, @Nullable StepArrays step) {
    int arrayLength = FloatStorage.arrayLength(length);
    float[] array = reuse(arrayLength);
    if (array == null && step != null) {
      array = step.take(arrayLength);
    }
    if (array == null) {
      array = new float[arrayLength];
    } else if (zeros) {
      Arrays.fill(array, 0);
    }
    FloatStorage storage = FloatStorage.on(array, length);
    if (step != null) {
      step.belongs(storage);
    }
    holders.put(storage, 0);
    made.add(storage);
    return storage;
  }

  /// An array that is free, the last one first, which may still be cached; null if there is none.
  private float @Nullable [] reuse(int length) {
    ArrayDeque<SoftReference<float[]>> arrays = free.get(length);
    float[] array = null;
    while (array == null && arrays != null && !arrays.isEmpty()) {
      array = arrays.removeLast().get();
    }
    return array;
  }

  /// One more waits for the numbers of `storage`.
  public void hold(Storage storage) {
    holders.computeIfPresent(storage, (s, count) -> count + 1);
  }

  /// One less waits for the numbers of `storage`, which ends with the rule under way if it was the
  /// last.
  public void release(Storage storage) {
    Integer count = holders.computeIfPresent(storage, (s, n) -> n - 1);
    if (count != null && count == 0) {
      made.add((FloatStorage) storage);
    }
  }

  /// Whether `storage` was made in this pass and exactly one waits for it.
  public boolean hasOneHolder(Storage storage) {
    return holders.getOrDefault(storage, 0) == 1;
  }

  /// A rule has ended: takes back what it has made or used and nobody waits for.
  public void endRule() {
    for (FloatStorage storage : made) {
      Integer count = holders.get(storage);
      if (count != null && count == 0) {
        holders.remove(storage);
        float[] array = storage.surrender();
        if (POISON) {
          Arrays.fill(array, Float.NaN);
        }
        free.computeIfAbsent(array.length, length -> new ArrayDeque<>())
            .addLast(new SoftReference<>(array));
      }
    }
    made.clear();
  }
}
