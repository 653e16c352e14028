package octavo.kernel.attention;

import static octavo.kernel.attention.SimdScores.SIDE;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.attention.AttentionKernels.Operands;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The backward pass: tile by tile of the keys, and for each over all tiles of the steps that see it.
record SimdAttentionBackward(
    AttentionGeometry g,
    Operands x,
    View y,
    View logSums,
    View dy,
    View dq,
    View dk,
    View dv,
    @Nullable View ds) {
  /// Tasks that are enough to share out.
  private static final int TASKS = 16;

  void run() {
    int heads = g.batch() * g.keyHeads();
    int tiles = (g.keys() + SIDE - 1) / SIDE;
    int parts = Math.min(tiles, (TASKS + heads - 1) / heads);
    long size = (long) g.batch() * g.heads() * g.steps() * g.features();
    if (parts * size > Integer.MAX_VALUE / 2) {
      parts = 1;
    }
    int together = (tiles + parts - 1) / parts;
    int count = (tiles + together - 1) / together;
    float[] shares = count == 1 ? new float[0] : new float[(int) (count * size)];
    long products =
        (long) g.group() * g.steps() * together * SIDE * (3L * g.features() + 2L * g.values());
    int grain = (int) Math.max(1, Parallel.MINIMUM_WORK / (products / 32 + 1));
    Parallel.ranges(
        heads * count,
        grain,
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int part = task % count;
            int last = Math.min(tiles, (part + 1) * together);
            new Task(task / count, shares, part).run(part * together, last);
          }
        });
    if (count > 1) {
      addShares(shares, count, (int) size);
    }
  }

  /// Adds what the parts have found for the steps, in their order.
  private void addShares(float[] shares, int count, int size) {
    Parallel.ranges(
        g.batch() * g.heads(),
        Math.max(1, Parallel.MINIMUM_WORK / (count * g.steps() * g.features() / 8 + 1)),
        (from, to) -> {
          for (int head = from; head < to; head++) {
            SimdHead rows = SimdHead.of(dq, head / g.heads(), head % g.heads());
            for (int i = 0; i < g.steps(); i++) {
              int at = (head * g.steps() + i) * g.features();
              for (int part = 0; part < count; part++) {
                SimdScores.store(
                    shares, part * size + at, 1, part > 0, dq.floats(), rows.at(i), g.features());
              }
            }
          }
        });
  }

  /// Some tiles of keys of one head, and where in its working memory things are.
  private final class Task {
    private final int b;
    private final int keyHead;
    private final float[] shares;
    private final int part;
    private final SimdHead k;
    private final SimdHead v;
    private final int steps = (g.steps() + SIDE - 1) / SIDE * SIDE;
    private final int wide = SimdHead.padded(g.features());
    private final int broad = SimdHead.padded(g.values());
    private final int queries = 0;
    private final int slopes = queries + steps * g.features();
    private final int tops = slopes + steps * g.values();
    private final int means = tops + steps;
    private final int keys = means + steps;
    private final int values = keys + SIDE * g.features();
    private final int p = values + SIDE * g.values();
    private final int dp = p + SIDE * SIDE;
    private final int dKeys = dp + SIDE * SIDE;
    private final int dValues = dKeys + SIDE * wide;
    private final int dQueries = dValues + SIDE * broad;
    private final int rightKeys = dQueries + steps * wide;
    private final int rightQueries;
    private final int rightSlopes;
    private final float[] w;

    Task(int head, float[] shares, int part) {
      b = head / g.keyHeads();
      keyHead = head % g.keyHeads();
      this.shares = shares;
      this.part = part;
      k = SimdHead.of(x.k(), b, keyHead);
      v = SimdHead.of(x.v(), b, keyHead);
      rightQueries = rightKeys + k.rightFloats();
      rightSlopes = rightQueries + SimdHead.of(x.q(), b, 0).rightFloats();
      w = Scratch.floats(Scratch.WINDOW, rightSlopes + SimdHead.of(dy, b, 0).rightFloats());
    }

    void run(int firstTile, int lastTile) {
      SimdHead.Right keyRows = k.right(w, rightKeys);
      for (int i = 0; i < g.group(); i++) {
        int h = keyHead * g.group() + i;
        SimdHead q = SimdHead.of(x.q(), b, h);
        SimdHead grown = SimdHead.of(dy, b, h);
        SimdHead.Right queryRows = q.right(w, rightQueries);
        SimdHead.Right slopeRows = grown.right(w, rightSlopes);
        int firstStep = g.firstStep(firstTile * SIDE) / SIDE * SIDE;
        prepare(h, q, grown, firstStep);
        for (int j0 = firstTile * SIDE; j0 < Math.min(g.keys(), lastTile * SIDE); j0 += SIDE) {
          int count = Math.min(SIDE, g.keys() - j0);
          k.packLeft(j0, count, w, keys);
          v.packLeft(j0, count, w, values);
          Arrays.fill(w, dKeys, dQueries, 0);
          for (int i0 = g.firstStep(j0) / SIDE * SIDE; i0 < g.steps(); i0 += SIDE) {
            pair(h, i0, j0, count, keyRows, queryRows, slopeRows);
          }
          for (int j = 0; j < count; j++) {
            storeKeys(dk, j0 + j, dKeys + j * wide, (float) g.scale(), i > 0);
            storeKeys(dv, j0 + j, dValues + j * broad, 1, i > 0);
          }
        }
        storeSteps(h);
      }
    }

    /// All that is the same for every tile of keys.
    private void prepare(int h, SimdHead q, SimdHead grown, int firstStep) {
      Arrays.fill(w, dQueries, dQueries + steps * wide, 0);
      Arrays.fill(w, tops, keys, 0);
      int head = b * g.heads() + h;
      int from = logSums.offset() + head * g.steps();
      System.arraycopy(logSums.floats(), from, w, tops, g.steps());
      SimdHead found = SimdHead.of(y, b, h);
      for (int i0 = firstStep; i0 < g.steps(); i0 += SIDE) {
        int count = Math.min(SIDE, g.steps() - i0);
        q.packTurned(i0, count, (float) g.scale(), w, queries + i0 * g.features());
        grown.packTurned(i0, count, 1, w, slopes + i0 * g.values());
        for (int i = i0; i < i0 + count; i++) {
          w[means + i] =
              SimdScores.dot(dy.floats(), grown.at(i), y.floats(), found.at(i), g.values());
        }
      }
    }

    private void pair(
        int h,
        int i0,
        int j0,
        int count,
        SimdHead.Right keyRows,
        SimdHead.Right queryRows,
        SimdHead.Right slopeRows) {
      int n = Math.min(SIDE, g.steps() - i0);
      int first = i0 + g.ahead() - j0;
      SimdHead.scores(w, g.features(), keys, queries + i0 * g.features(), n, count, first, p);
      SimdHead.scores(w, g.values(), values, slopes + i0 * g.values(), n, count, first, dp);
      View mask = x.mask();
      if (mask != null) {
        SimdScores.mask(mask, SimdScores.maskBase(mask, b, h, i0, j0), w, p, n, count);
      }
      SimdScores.hide(w, p, n, count, first);
      SimdScores.weights(w, p, n, count, first, tops + i0);
      boolean drops = g.dropout().p() > 0;
      if (drops) {
        SimdScores.drop(g, b * g.heads() + h, i0, j0, w, dp, n, count);
      }
      SimdScores.slopes(w, p, dp, n, count, first, means + i0);
      if (ds != null) {
        storeScores(ds, h, i0, n, j0, count);
      }
      if (drops) {
        SimdScores.drop(g, b * g.heads() + h, i0, j0, w, p, n, count);
      }
      SimdHead.addToKeys(w, p, n, count, first, slopeRows, i0, dValues, broad);
      SimdHead.addToKeys(w, dp, n, count, first, queryRows, i0, dKeys, wide);
      SimdHead.addToSteps(w, dp, n, count, first, keyRows, j0, dQueries + i0 * wide, wide);
    }

    private void storeScores(View to, int h, int i0, int n, int j0, int count) {
      SimdHead rows = SimdHead.of(to, b, h);
      for (int i = 0; i < n; i++) {
        int seen = Math.min(count, g.visible(i0 + i) - j0);
        for (int j = 0; j < seen; j++) {
          to.floats()[rows.at(i0 + i) + j0 + j] = w[dp + j * SIDE + i];
        }
      }
    }

    private void storeKeys(View to, int row, int from, float factor, boolean add) {
      int at = SimdHead.of(to, b, keyHead).at(row);
      SimdScores.store(w, from, factor, add, to.floats(), at, to.size(3));
    }

    private void storeSteps(int h) {
      SimdHead rows = SimdHead.of(dq, b, h);
      int size = g.batch() * g.heads() * g.steps() * g.features();
      for (int i = 0; i < g.steps(); i++) {
        boolean shared = shares.length > 0;
        int own = part * size + ((b * g.heads() + h) * g.steps() + i) * g.features();
        SimdScores.store(
            w,
            dQueries + i * wide,
            (float) g.scale(),
            false,
            shared ? shares : dq.floats(),
            shared ? own : rows.at(i),
            g.features());
      }
    }
  }
}
