package octavo.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.format.FormatException;
import octavo.format.Json;
import octavo.random.Rng;
import org.jspecify.annotations.Nullable;

/// A training's place as JSON; doubles as their bits, so that nothing is rounded.
final class CursorText {
  private final String file;

  private CursorText(String file) {
    this.file = file;
  }

  static String write(Checkpoint.Cursor c) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", (long) c.epoch());
    map.put("batch", (long) c.batch());
    map.put("step", c.step());
    map.put("lossSum", Double.doubleToRawLongBits(c.lossSum()));
    map.put("right", c.right());
    map.put("seen", c.seen());
    map.put("rng", List.of(c.rng().key(), c.rng().counter(), (long) c.rng().used()));
    List<List<Long>> history = new ArrayList<>();
    for (EpochResult r : c.history()) {
      history.add(
          List.of(
              (long) r.epoch(),
              Double.doubleToRawLongBits(r.trainLoss()),
              Double.doubleToRawLongBits(r.trainAccuracy()),
              Double.doubleToRawLongBits(r.testLoss()),
              Double.doubleToRawLongBits(r.testAccuracy())));
    }
    map.put("history", history);
    return Json.write(map);
  }

  static Checkpoint.Cursor read(String text, String file) throws FormatException {
    CursorText reader = new CursorText(file);
    if (!(Json.parse(text, file) instanceof Map<?, ?> map)) {
      throw reader.error("an object", text);
    }
    List<EpochResult> results = new ArrayList<>();
    for (Object entry : reader.list(map.get("history"), "history", -1)) {
      List<?> r = reader.list(entry, "a result of history", 5);
      results.add(
          new EpochResult(
              (int) reader.number(r.get(0), "history"),
              reader.bits(r.get(1), "history"),
              reader.bits(r.get(2), "history"),
              reader.bits(r.get(3), "history"),
              reader.bits(r.get(4), "history")));
    }
    List<?> rng = reader.list(map.get("rng"), "rng", 3);
    return new Checkpoint.Cursor(
        (int) reader.number(map.get("epoch"), "epoch"),
        (int) reader.number(map.get("batch"), "batch"),
        reader.number(map.get("step"), "step"),
        reader.bits(map.get("lossSum"), "lossSum"),
        reader.number(map.get("right"), "right"),
        reader.number(map.get("seen"), "seen"),
        new Rng.State(
            reader.number(rng.get(0), "rng"),
            reader.number(rng.get(1), "rng"),
            (int) reader.number(rng.get(2), "rng")),
        results);
  }

  private FormatException error(String expected, @Nullable Object found) {
    return new FormatException(
        file, 8, "a training cursor with " + expected, found == null ? "none" : Json.write(found));
  }

  /// A list of `size` values, or of any number of them if `size` is negative.
  private List<?> list(@Nullable Object value, String name, int size) throws FormatException {
    if (value instanceof List<?> list && (size < 0 || list.size() == size)) {
      return list;
    }
    throw error((size < 0 ? "a list" : size + " numbers") + " as '" + name + "'", value);
  }

  private long number(@Nullable Object value, String name) throws FormatException {
    if (value instanceof Long number) {
      return number;
    }
    throw error("a whole number as '" + name + "'", value);
  }

  private double bits(@Nullable Object value, String name) throws FormatException {
    return Double.longBitsToDouble(number(value, name));
  }
}
