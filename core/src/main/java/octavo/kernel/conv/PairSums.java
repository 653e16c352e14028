package octavo.kernel.conv;

import java.util.Arrays;
import java.util.List;
import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.storage.View;

/// The sums of [PairedConv]: for each tile those of each pair of a sum of the rows and one of the columns,
/// output channels being the vector side as in [ChannelSum], which are added up to the results of the tile.
final class PairSums {
  private static final int COLUMNS = SimdChannelKernel.COLUMNS;
  private static final int TILE = SimdChannelKernel.PIXELS;
  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;
  private static final int APART = ChannelSum.APART;
  private static final float[] ZEROS = new float[SimdChannelKernel.STARTS * COLUMNS];

  /// Numbers of planes that few threads make each for themselves.
  private static final int OWN = 1 << 20;

  private final ConvGeometry g;
  private final PairPlanes planes;
  private final int panels;
  private final Sum[] sums;

  /// Products of all sums of a channel of the input.
  private final int products;

  /// One pair of sums.
  ///
  /// @param row the sum of the rows
  /// @param column the sum of the columns
  /// @param earlier products of the pairs before it
  /// @param factors of the taps of the kernel, for each product
  /// @param shift where each product of a group reads, relative to the tile
  /// @param taps how products follow each other
  private record Sum(int row, int column, int earlier, float[][] factors, int[] shift, Taps taps) {}

  PairSums(PairPlanes planes) {
    this.planes = planes;
    this.g = planes.g();
    this.panels = Math.ceilDiv(g.groupOut(), COLUMNS);
    PairScheme rows = planes.rows();
    PairScheme columns = planes.columns();
    this.sums = new Sum[rows.sums() * columns.sums()];
    int before = 0;
    for (int s = 0; s < sums.length; s++) {
      sums[s] = sum(s / columns.sums(), s % columns.sums(), before);
      before += sums[s].factors.length;
    }
    this.products = before;
  }

  private Sum sum(int row, int column, int earlier) {
    List<PairScheme.Product> down = planes.rows().products(row);
    List<PairScheme.Product> across = planes.columns().products(column);
    int n = down.size() * across.size();
    float[][] factors = new float[n][g.kernelHeight() * g.kernelWidth()];
    int[] shift = new int[g.groupIn() * n];
    int forms = planes.columns().forms().size();
    int unit = planes.unit();
    int width = planes.width();
    int size = planes.plane();
    for (int k = 0; k < n; k++) {
      PairScheme.Product a = down.get(k / across.size());
      PairScheme.Product b = across.get(k % across.size());
      for (int t = 0; t < factors[k].length; t++) {
        factors[k][t] = a.weights()[t / g.kernelWidth()] * b.weights()[t % g.kernelWidth()];
      }
      int plane = (a.form() * forms + b.form()) * size;
      int first = plane + a.later() * width + b.later();
      for (int c = 0; c < g.groupIn(); c++) {
        shift[c * n + k] = planes.begin(c) + first * unit;
      }
    }
    return new Sum(row, column, earlier, factors, shift, Taps.of(shift));
  }

  /// Where the weights of a sum begin in those that are packed.
  private int weights(Sum sum, int panel) {
    int before = sum.earlier * g.groups() * panels;
    return (before + panel * sum.factors.length) * g.groupIn() * COLUMNS;
  }

  /// Makes the weights of the products, from `start` on, of weights that [ChannelPanels] packed; of those
  /// of an input gradient the taps are in reverse order.
  void pack(float[] from, boolean reversed, float[] to, int start) {
    int taps = g.kernelHeight() * g.kernelWidth();
    int perPanel = g.groupIn() * taps * COLUMNS;
    Parallel.ranges(
        g.groups() * panels,
        Math.max(1, Parallel.MINIMUM_WORK / (perPanel + 1)),
        (first, last) -> {
          int[] places = new int[taps];
          float[] factors = new float[taps];
          for (int panel = first; panel < last; panel++) {
            for (Sum sum : sums) {
              int at = start + weights(sum, panel);
              for (float[] product : sum.factors) {
                int count = 0;
                for (int t = 0; t < taps; t++) {
                  if (product[t] != 0) {
                    places[count] = (reversed ? taps - 1 - t : t) * COLUMNS;
                    factors[count++] = product[t];
                  }
                }
                int panelAt = panel * perPanel;
                SimdPairs.sums(
                    g.groupIn(),
                    count,
                    from,
                    panelAt,
                    taps * COLUMNS,
                    places,
                    factors,
                    to,
                    at,
                    sum.factors.length * COLUMNS);
                at += COLUMNS;
              }
            }
          }
        });
  }

  /// The results of the images `x`, of packed weights from `wo` on; each begins at its channel's number of
  /// `start`.
  void compute(View x, float[] w, int wo, float[] start, View y) {
    int tiles = g.batch() * planes.tileRows() * planes.tileColumns();
    int all = g.groups() * panels;
    int together =
        Math.clamp(
            (long) Math.ceilDiv(tiles, TILE) * all / ChannelSum.TASKS, 1, ChannelSum.CHUNK / TILE);
    int chunk = chunk(tiles, together * TILE);
    int chunks = Math.ceilDiv(tiles, chunk);
    boolean tilesFirst = chunks > 1 && areTilesFirst(chunks);
    long work = 2L * chunk * ((long) products * g.groupIn() + 8L * sums.length);
    int grain = (int) Math.max(1, Parallel.MINIMUM_WORK / work);
    int tasks = Math.ceilDiv(chunks * all, grain);
    Parallel.runPrepared(
        tasks,
        !tilesFirst && planes.numbers() <= OWN && Parallel.areFew(),
        () -> {
          float[] numbers = planes.of(x, tilesFirst ? bands(chunks) : 1);
          return piece -> {
            for (int task = piece * grain;
                task < Math.min(chunks * all, (piece + 1) * grain);
                task++) {
              int panel = tilesFirst ? task % all : task / chunks;
              int tile = (tilesFirst ? task / all : task % chunks) * chunk;
              chunk(numbers, w, wo, start, panel, tile, Math.min(chunk, tiles - tile), y);
            }
          };
        });
  }

  /// The tiles of a task, about so many: the last task would read all weights again for the few that are left. With
  /// 32 registers that is a small part of the time.
  private int chunk(int tiles, int most) {
    if (SimdMicrokernel.MANY_REGISTERS) {
      return most;
    }
    int columns = planes.tileColumns();
    int tasks = Math.max(Math.ceilDiv(tiles, ChannelSum.MOST), Math.round((float) tiles / most));
    int count = Math.ceilDiv(tiles, tasks);
    int rows = Math.ceilDiv(count, columns) * columns; // tiles of pixels are runs of a row
    return rows <= ChannelSum.MOST ? rows : count;
  }

  /// Whether all panels of some tiles follow each other, and else all tiles of a panel: the former reads the
  /// planes once, by the thread that makes them, and the weights as often as there are chunks of tiles, the latter
  /// the planes as often as a group has panels.
  private boolean areTilesFirst(int chunks) {
    long weights = (long) g.groups() * panels * products * g.groupIn() * COLUMNS;
    return panels == 1
        || ChannelSum.areNear(weights)
        || weights * (chunks - 1) <= planes.numbers() * (panels - 1);
  }

  /// Bands of an image of which each thread makes some, if there are fewer images than threads.
  private int bands(int chunks) {
    int threads = Parallel.helps() ? Math.min(Parallel.threads(), chunks) : 1;
    return Math.ceilDiv(threads, g.batch());
  }

  private void chunk(
      float[] x, float[] w, int wo, float[] start, int panel, int tile, int count, View y) {
    int[] places = Scratch.indices(sums.length * APART);
    places(tile, count, panel / panels, places);
    for (int s = 1; s < sums.length; s++) {
      System.arraycopy(places, 0, places, s * APART, count + TILE);
    }
    float[] starts = Scratch.floats(Scratch.START, ZEROS.length);
    for (int r = 0; r < SimdChannelKernel.STARTS; r++) {
      System.arraycopy(start, panel * COLUMNS, starts, r * COLUMNS, COLUMNS);
    }
    float[] block = Scratch.floats(Scratch.RESULT, sums.length * APART * COLUMNS);
    boolean narrow = whole(panel) <= LANES;
    for (int s = 0; s < sums.length; s++) {
      Sum sum = sums[s];
      boolean begins = sum.row == planes.rows().start() && sum.column == planes.columns().start();
      ChannelSum.sums(
          narrow,
          sum.taps,
          s * APART,
          count,
          places,
          x,
          sum.shift,
          w,
          wo + weights(sum, panel),
          begins ? starts : ZEROS,
          block);
    }
    store(panel, tile, count, block, y);
  }

  /// Where `count` tiles from `tile` on lie in the planes; the places behind them are the last one's.
  private void places(int tile, int count, int group, int[] places) {
    int columns = planes.tileColumns();
    int rows = planes.tileRows();
    int unit = planes.unit();
    int origin = Scratch.LINE + group * g.groupIn() * planes.channel();
    for (int q = 0; q < count; ) {
      int line = (tile + q) / columns;
      int column = (tile + q) % columns;
      int n = Math.min(columns - column, count - q);
      int image = line / rows * g.inChannels() * planes.channel();
      int place = origin + image + (line % rows * planes.width() + column) * unit;
      for (int k = 0; k < n; k++) {
        places[q + k] = place + k * unit;
      }
      q += n;
    }
    Arrays.fill(places, count, count + TILE, places[count - 1]);
  }

  /// How many channels of a panel there are.
  private int whole(int panel) {
    return Math.min(COLUMNS, g.groupOut() - panel % panels * COLUMNS);
  }

  /// Adds the sums up to results and writes them, row by row of the output.
  private void store(int panel, int tile, int count, float[] block, View y) {
    int steps = planes.columns().outputs();
    int half = APART * COLUMNS;
    float[] results = Scratch.floats(Scratch.WINDOW, half);
    float[] room = Scratch.floats(Scratch.RIGHT, SQUARE + 2 * half + LANES);
    int columns = planes.tileColumns();
    int rows = planes.tileRows();
    int channel = panel / panels * g.groupOut() + panel % panels * COLUMNS;
    int plane = g.outHeight() * g.outWidth();
    for (int i = 0; i < planes.rows().outputs(); i++) {
      for (int j = 0; j < steps; j++) {
        results(i, j, count, block, results);
        ChannelSum.byChannel(count, results, 0, room, SQUARE + j * half);
      }
      for (int q = 0, n; q < count; q += n) {
        int line = (tile + q) / columns;
        int column = (tile + q) % columns;
        n = Math.min(columns - column, count - q);
        int row = line % rows * planes.rows().outputs() + i;
        if (row < g.outHeight()) {
          int first = line / rows * g.outChannels() + channel;
          int to = y.offset() + first * plane + row * g.outWidth() + column * steps;
          int numbers = Math.min(n * steps, g.outWidth() - column * steps);
          write(numbers, q, whole(panel), room, y.floats(), to, plane);
        }
      }
    }
  }

  /// Writes numbers of one row of some channels.
  private void write(int n, int q, int channels, float[] room, float[] to, int at, int plane) {
    for (int c = 0; c < channels; c++) {
      int from = SQUARE + c * APART + q;
      if (planes.columns().outputs() == 1) {
        System.arraycopy(room, from, to, at + c * plane, n);
      } else {
        SimdTranspose.weave(2, room, from, APART * COLUMNS, n, to, at + c * plane);
      }
    }
  }

  /// One result of each tile: the sums that go to it.
  private void results(int i, int j, int count, float[] block, float[] to) {
    int[] places = new int[sums.length];
    float[] factors = new float[sums.length];
    int n = 0;
    for (int s = 0; s < sums.length; s++) {
      int sign = planes.rows().sign(i, sums[s].row) * planes.columns().sign(j, sums[s].column);
      if (sign != 0) {
        places[n] = s * APART * COLUMNS;
        factors[n++] = sign;
      }
    }
    SimdPairs.sum(n, count * COLUMNS, block, places, factors, to, 0);
  }
}
