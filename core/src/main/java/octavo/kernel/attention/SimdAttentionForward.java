package octavo.kernel.attention;

import static octavo.kernel.attention.SimdScores.SIDE;

import java.util.Arrays;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.attention.AttentionKernels.Operands;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;

/// The forward pass: tile by tile of the steps, and for each over all tiles of keys.
record SimdAttentionForward(AttentionGeometry g, Operands x, View y, View logSums) {
  private static final int MR = SimdMicrokernel.ROWS;

  /// Tasks that are enough to share out.
  private static final int TASKS = 32;

  /// Tiles of steps that are done with the same packed keys, at most.
  private static final int MOST = 8;

  void run() {
    int heads = g.batch() * g.heads();
    int tiles = (g.steps() + SIDE - 1) / SIDE;
    int together = (int) Math.max(1, Math.min(MOST, (long) heads * tiles / TASKS));
    int parts = (tiles + together - 1) / together;
    long products = (long) together * SIDE * g.keys() * (g.features() + g.values());
    int grain = (int) Math.max(1, Parallel.MINIMUM_WORK / (products / 32 + 1));
    Parallel.ranges(
        heads * parts,
        grain,
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int first = task % parts * together;
            new Task(task / parts).run(first, Math.min(tiles, first + together));
          }
        });
  }

  /// Some tiles of one head, and where in its working memory things are.
  private final class Task {
    private final int head;
    private final int b;
    private final int h;
    private final SimdHead q;
    private final SimdHead k;
    private final SimdHead v;
    private final int width = SimdHead.padded(g.values());
    private final int keys = (g.keys() + MR - 1) / MR * MR * g.features();
    private final int turned = keys;
    private final int scores = turned + SIDE * g.features();
    private final int sums = scores + SIDE * SIDE;
    private final int top = sums + SIDE * width;
    private final int total = top + SIDE;
    private final int again = total + SIDE;
    private final int values = again + SIDE;
    private final float[] w;

    Task(int head) {
      this.head = head;
      b = head / g.heads();
      h = head % g.heads();
      q = SimdHead.of(x.q(), b, h);
      k = SimdHead.of(x.k(), b, h / g.group());
      v = SimdHead.of(x.v(), b, h / g.group());
      w = Scratch.floats(Scratch.WINDOW, values + v.rightFloats());
    }

    void run(int firstTile, int lastTile) {
      int last = Math.min(g.steps(), lastTile * SIDE);
      k.packLeft(0, g.visible(last - 1), w, 0);
      SimdHead.Right right = v.right(w, values);
      for (int i0 = firstTile * SIDE; i0 < last; i0 += SIDE) {
        tile(i0, Math.min(SIDE, g.steps() - i0), right);
      }
    }

    private void tile(int i0, int steps, SimdHead.Right right) {
      q.packTurned(i0, steps, (float) g.scale(), w, turned);
      Arrays.fill(w, sums, sums + SIDE * width, 0);
      Arrays.fill(w, top, top + SIDE, Float.NEGATIVE_INFINITY);
      Arrays.fill(w, total, total + SIDE, 0);
      int seen = g.visible(i0 + steps - 1);
      for (int j0 = 0; j0 < seen; j0 += SIDE) {
        int count = Math.min(SIDE, seen - j0);
        int first = i0 + g.ahead() - j0;
        SimdHead.scores(w, g.features(), j0 * g.features(), turned, steps, count, first, scores);
        View mask = x.mask();
        if (mask != null) {
          int base = SimdScores.maskBase(mask, b, h, i0, j0);
          SimdScores.mask(mask, base, w, scores, steps, count);
        }
        SimdScores.hide(w, scores, steps, count, first);
        SimdScores.online(w, scores, steps, count, first, top, total, again);
        if (g.dropout().p() > 0) {
          SimdScores.drop(g, head, i0, j0, w, scores, steps, count);
        }
        if (j0 > 0) {
          shrink(steps);
        }
        SimdHead.addToSteps(w, scores, steps, count, first, right, j0, sums, width);
      }
      finish(i0, steps);
    }

    /// Brings the sums so far to the new maxima.
    private void shrink(int steps) {
      for (int r = 0; r < steps; r++) {
        float factor = w[again + r];
        if (factor != 1) {
          int at = sums + r * width;
          SimdScores.store(w, at, factor, false, w, at, width);
        }
      }
    }

    private void finish(int i0, int steps) {
      SimdScores.logSums(w, steps, top, total);
      int to = logSums.offset() + head * g.steps() + i0;
      System.arraycopy(w, top, logSums.floats(), to, steps);
      SimdHead rows = SimdHead.of(y, b, h);
      for (int r = 0; r < steps; r++) {
        float sum = w[total + r];
        int at = rows.at(i0 + r);
        if (sum == 0) {
          Arrays.fill(y.floats(), at, at + g.values(), 0);
        } else {
          SimdScores.store(w, sums + r * width, 1 / sum, false, y.floats(), at, g.values());
        }
      }
    }
  }
}
