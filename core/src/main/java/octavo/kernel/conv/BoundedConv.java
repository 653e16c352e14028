package octavo.kernel.conv;

import java.util.function.BiConsumer;
import octavo.kernel.Scratch;
import octavo.storage.FloatStorage;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// A method that is given as much at a time as there is room for what it rearranges
/// ([ConvMethod#memory]): some images, or, where one is too large, a [ConvWindow] of it. The cut
/// depends on the shape alone.
///
/// @param method what computes the parts
/// @param room the most numbers it may rearrange at a time
record BoundedConv(ConvMethod method, long room) implements ConvMethod {
  /// So many numbers, 4 MB, may be rearranged in any case: smaller parts would not be worth two threads.
  private static final long LEAST = 1 << 20;

  /// A method that needs no more memory than the largest tensor of `g` has.
  static BoundedConv of(ConvMethod method, ConvGeometry g) {
    long weights = (long) g.outChannels() * g.filter();
    long largest = Math.max(weights, Math.max(g.inputs(), g.outputs()));
    return new BoundedConv(method, Math.max(LEAST, largest));
  }

  @Override
  public String label() {
    return method.label();
  }

  @Override
  public @Nullable String reasonToRefuse(ConvPass pass, ConvGeometry g) {
    return method.reasonToRefuse(pass, g);
  }

  /// The work of all parts: windows of an input gradient share what lies around them, which each computes.
  @Override
  public double work(ConvPass pass, ConvGeometry g) {
    double work = method.work(pass, g);
    ConvGeometry one = g.withBatch(Math.min(1, g.batch()));
    if (pass != ConvPass.INPUT || fits(pass, one)) {
      return work;
    }
    ConvWindow window = size(pass, one);
    double windows =
        (double) Math.ceilDiv(g.outHeight(), window.rows())
            * Math.ceilDiv(g.outWidth(), window.columns());
    return work * Math.max(1, windows * window.geometry().image() / one.image());
  }

  /// Numbers there is room for beside the packed weights. Half of the room is left where these are most
  /// of all: they are packed for each part anew.
  private long room(ConvPass pass, ConvGeometry g) {
    long half = Math.min(room, Math.max(LEAST, room / 2));
    return Math.max(half, room - method.packed(pass, g));
  }

  private boolean fits(ConvPass pass, ConvGeometry g) {
    long memory = method.memory(pass, g);
    return memory == 0 || memory <= room(pass, g);
  }

  /// The images of a part: parts are about equal, and none needs more than there is room for unless it
  /// is a single image. The last part may have fewer, for which a method may rearrange more; were it cut again, the
  /// sums of its parts would be put where those of the others are.
  private int images(ConvPass pass, ConvGeometry g) {
    int parts = 2;
    while (parts < g.batch() && !allFit(pass, g, Math.ceilDiv(g.batch(), parts))) {
      parts++;
    }
    return Math.ceilDiv(g.batch(), parts);
  }

  private boolean allFit(ConvPass pass, ConvGeometry g, int images) {
    int rest = g.batch() % images;
    return fits(pass, g.withBatch(images)) && (rest < 2 || fits(pass, g.withBatch(rest)));
  }

  /// Computes `g` by images, each part by `part`, which is given the first image.
  private void images(ConvPass pass, ConvGeometry g, BiConsumer<Integer, ConvGeometry> part) {
    int images = images(pass, g);
    for (int first = 0; first < g.batch(); first += images) {
      part.accept(first, g.withBatch(Math.min(images, g.batch() - first)));
    }
  }

  /// The window whose copies fit, with what the method rearranges of them.
  private ConvWindow window(ConvPass pass, ConvGeometry g) {
    Scratch.drop(Scratch.INPUT); // what another pass left there would come on top
    return size(pass, g);
  }

  private ConvWindow size(ConvPass pass, ConvGeometry g) {
    long most = room(pass, g);
    return ConvWindow.largest(
        g,
        window -> {
          ConvGeometry w = window.geometry();
          return (long) w.inputs() + w.outputs() + method.memory(pass, w) <= most;
        });
  }

  private static View room(View like, int count) {
    return View.of(Storage.allocate(like.dtype(), count), count);
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    if (fits(ConvPass.FORWARD, g)) {
      method.forward(g, x, w, bias, y);
    } else if (g.batch() > 1) {
      images(
          ConvPass.FORWARD,
          g,
          (first, p) ->
              forward(
                  p, Parts.from(x, first, g.image()), w, bias, Parts.from(y, first, g.results())));
    } else {
      ConvWindow most = window(ConvPass.FORWARD, g);
      View from = room(x, most.geometry().inputs());
      View to = room(y, most.geometry().outputs());
      most.each(window -> {
        window.read(x, from);
        method.forward(window.geometry(), from, w, bias, to);
        window.write(to, y);
      });
    }
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    if (fits(ConvPass.INPUT, g)) {
      method.inputGradient(g, dy, w, dx);
    } else if (g.batch() > 1) {
      images(
          ConvPass.INPUT,
          g,
          (first, p) ->
              inputGradient(
                  p, Parts.from(dy, first, g.results()), w, Parts.from(dx, first, g.image())));
    } else {
      ConvWindow most = window(ConvPass.INPUT, g);
      View from = room(dy, most.geometry().outputs());
      View to = room(dx, most.geometry().inputs());
      Parts.clear(dx, 0, g.inputs());
      most.each(window -> {
        window.readResults(dy, from);
        method.inputGradient(window.geometry(), from, w, to);
        window.add(to, dx);
      });
    }
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    if (fits(ConvPass.WEIGHT, g)) {
      method.weightGradient(g, x, dy, dw);
      return;
    }
    int weights = g.outChannels() * g.filter();
    if (g.batch() > 1) {
      float[] sums = Scratch.floats(Scratch.PARTS, weights);
      View more = View.of(new FloatStorage(sums), weights);
      images(
          ConvPass.WEIGHT,
          g,
          (first, p) -> {
            View a = Parts.from(x, first, g.image());
            View b = Parts.from(dy, first, g.results());
            weightGradient(p, a, b, first == 0 ? dw : more);
            if (first > 0) {
              Parts.add(more, dw);
            }
          });
      return;
    }
    View more = room(dw, weights);
    ConvWindow most = window(ConvPass.WEIGHT, g);
    View from = room(x, most.geometry().inputs());
    View gradients = room(dy, most.geometry().outputs());
    most.each(window -> {
      window.read(x, from);
      window.readResults(dy, gradients);
      boolean begins = window.row() == 0 && window.column() == 0;
      method.weightGradient(window.geometry(), from, gradients, begins ? dw : more);
      if (!begins) {
        Parts.add(more, dw);
      }
    });
  }
}
