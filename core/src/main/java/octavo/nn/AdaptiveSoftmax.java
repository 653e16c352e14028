package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.index.Classes;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A softmax over very many classes that spends little on rare ones (Grave et al., 2017). Classes are
/// sorted by falling frequency and cut into a shortlist and clusters. The head gives the logarithms of
/// the probabilities of the shortlist and of each cluster; a cluster's own softmax, over features that
/// are fewer the rarer it is, is only computed for the rows that need it:
/// `ln p(class) = ln p(cluster) + ln p(class | cluster)`.
///
/// ```java
/// AdaptiveSoftmax words = AdaptiveSoftmax.of(512, 50_000, 2_000, 10_000).create(rng);
/// Tensor loss = words.loss(hidden, targets, mode);
/// ```
///
/// Names and numbers are those of PyTorch's `AdaptiveLogSoftmaxWithLoss`.
///
/// @param head `[shortlist + clusters, in]`
/// @param tail for each cluster a projection to fewer features and the scores of its classes
public record AdaptiveSoftmax(Linear head, List<Sequential> tail) implements Layer {
  /// Keeps its own copy of the list.
  public AdaptiveSoftmax {
    tail = List.copyOf(tail);
  }

  /// A layer from `in` features to `classes`, cut before each of the `cutoffs`.
  ///
  /// @throws IllegalArgumentException if the cutoffs do not rise between 1 and `classes - 1`
  public static Options of(int in, int classes, int... cutoffs) {
    List<Integer> places = new ArrayList<>();
    for (int cutoff : cutoffs) {
      places.add(cutoff);
    }
    return new Options(in, classes, places, 4, false);
  }

  private int shortlist() {
    return head.weight().tensor().size(0) - tail.size();
  }

  private int size(int cluster) {
    return ((Linear) tail.get(cluster).layers().get(1)).weight().tensor().size(0);
  }

  private Tensor heads(Tensor x, Mode mode) {
    int in = head.weight().tensor().size(1);
    if (x.rank() != 2 || x.size(1) != in) {
      throw new IllegalArgumentException(
          "AdaptiveSoftmax: the input must be [batch, %d], but is %s.".formatted(in, x.shape()));
    }
    return head.forward(x, mode).logSoftmax(1);
  }

  /// The log-probabilities of all classes: `[batch, in]` to `[batch, classes]`.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor heads = heads(x, mode);
    List<Tensor> parts = new ArrayList<>();
    parts.add(heads.narrow(1, 0, shortlist()));
    for (int i = 0; i < tail.size(); i++) {
      Tensor within = tail.get(i).forward(x, mode).logSoftmax(1);
      parts.add(within.add(heads.narrow(1, shortlist() + i, 1)));
    }
    return Tensors.concat(1, parts);
  }

  /// The log-probability of one class a row: `[batch, in]` and int64 `[batch]` to `[batch]`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  /// @throws IndexOutOfBoundsException if a target is no class
  public Tensor logProbability(Tensor x, Tensor targets, Mode mode) {
    Tensor heads = heads(x, mode);
    int batch = x.size(0);
    requireTargets("AdaptiveSoftmax", targets, batch, classes());
    long[] classes = targets.toLongArray();
    long[] slots = new long[batch];
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < tail.size(); i++) {
      rows.add(new ArrayList<>());
    }
    long[] places = new long[batch]; // of each class within its cluster
    for (int n = 0; n < batch; n++) {
      int cluster = -1;
      long place = classes[n];
      for (int size = shortlist(); place >= size; size = size(cluster)) {
        place -= size;
        cluster++;
      }
      places[n] = place;
      slots[n] = cluster < 0 ? place : shortlist() + cluster;
      if (cluster >= 0) {
        rows.get(cluster).add(n);
      }
    }
    Tensor found = heads.gather(1, Tensors.of(slots, batch, 1)).squeeze(1);
    for (int i = 0; i < tail.size(); i++) {
      if (!rows.get(i).isEmpty()) {
        found = found.add(within(i, x, rows.get(i), places, mode));
      }
    }
    return found;
  }

  /// `ln p(class | cluster)` of these rows, 0 elsewhere.
  private Tensor within(int cluster, Tensor x, List<Integer> rows, long[] places, Mode mode) {
    long[] at = rows.stream().mapToLong(Integer::longValue).toArray();
    long[] place = rows.stream().mapToLong(row -> places[row]).toArray();
    Tensor index = Tensors.of(at, at.length);
    Tensor logs = tail.get(cluster).forward(x.indexSelect(0, index), mode).logSoftmax(1);
    Tensor chosen = logs.gather(1, Tensors.of(place, place.length, 1)).squeeze(1);
    return chosen.indexAdd(0, index, x.size(0));
  }

  /// Refuses targets other than one class a row.
  static void requireTargets(String layer, Tensor targets, int batch, int classes) {
    if (targets.dtype() != DType.INT64 || targets.rank() != 1 || targets.size(0) != batch) {
      throw new IllegalArgumentException(
          "%s: targets must be int64 [%d], one a row, but are %s of shape %s."
              .formatted(layer, batch, targets.dtype(), targets.shape()));
    }
    Classes.require(layer, targets.contiguous().view(), classes, Long.MIN_VALUE);
  }

  private int classes() {
    int classes = shortlist();
    for (int i = 0; i < tail.size(); i++) {
      classes += size(i);
    }
    return classes;
  }

  /// The mean of `-ln p(target)`.
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public Tensor loss(Tensor x, Tensor targets, Mode mode) {
    return logProbability(x, targets, mode).mean().negate();
  }

  /// The likeliest class of each row, int64 `[batch]`. Clusters are looked into only for rows whose
  /// likeliest head is a cluster: no class of a cluster is likelier than the cluster.
  public Tensor predict(Tensor x) {
    Mode mode = Mode.inference();
    long[] best = heads(x, mode).argMax(1).toLongArray();
    List<Integer> open = new ArrayList<>();
    for (int n = 0; n < best.length; n++) {
      if (best[n] >= shortlist()) {
        open.add(n);
      }
    }
    if (!open.isEmpty()) {
      long[] at = open.stream().mapToLong(Integer::longValue).toArray();
      Tensor rows = x.stopGradient().indexSelect(0, Tensors.of(at, at.length));
      long[] found = forward(rows, mode).argMax(1).toLongArray();
      for (int i = 0; i < found.length; i++) {
        best[open.get(i)] = found[i];
      }
    }
    return Tensors.of(best, best.length);
  }

  /// What an adaptive softmax is made from.
  ///
  /// @param in features that enter
  /// @param classes all classes
  /// @param cutoffs the first class of each cluster, rising
  /// @param divValue cluster `i`, from 1, has `⌊in / divValue^i⌋` features
  /// @param headBias whether the head has a bias
  public record Options(
      int in, int classes, List<Integer> cutoffs, double divValue, boolean headBias) {
    /// Checks sizes and cutoffs.
    public Options {
      cutoffs = List.copyOf(cutoffs);
      int last = 0;
      boolean rising = in > 0 && !cutoffs.isEmpty();
      for (int cutoff : cutoffs) {
        rising &= cutoff > last && cutoff < classes;
        last = cutoff;
      }
      if (!rising) {
        throw new IllegalArgumentException(
            "AdaptiveSoftmax: there must be features, and cutoffs that rise from at least 1 to at most classes - 1, but in is %d, classes is %d and the cutoffs are %s."
                .formatted(in, classes, cutoffs));
      }
    }

    /// With another division of the features.
    public Options withDivValue(double other) {
      return new Options(in, classes, cutoffs, other, headBias);
    }

    /// With a bias of the head.
    public Options withHeadBias() {
      return new Options(in, classes, cutoffs, divValue, true);
    }

    /// The layer, with weights drawn from `rng`.
    ///
    /// @throws IllegalArgumentException if a cluster would have no features
    public AdaptiveSoftmax create(Rng rng) {
      if (!(divValue >= 1 && in / Math.pow(divValue, cutoffs.size()) >= 1)) {
        throw new IllegalArgumentException(
            "AdaptiveSoftmax: divValue must be at least 1 and leave each cluster a feature, but is %s for %d clusters of %d features."
                .formatted(divValue, cutoffs.size(), in));
      }
      Linear.Options head = Linear.of(in, cutoffs.getFirst() + cutoffs.size());
      Linear first = (headBias ? head : head.withoutBias()).create(rng);
      List<Sequential> tail = new ArrayList<>();
      for (int i = 0; i < cutoffs.size(); i++) {
        int end = i + 1 < cutoffs.size() ? cutoffs.get(i + 1) : classes;
        int features = (int) (in / Math.pow(divValue, i + 1));
        tail.add(
            Sequential.of(
                Linear.of(in, features).withoutBias().create(rng),
                Linear.of(features, end - cutoffs.get(i)).withoutBias().create(rng)));
      }
      return new AdaptiveSoftmax(first, tail);
    }
  }
}
