package octavo.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.data.Batch;
import octavo.data.DataLoader;
import octavo.data.Dataset;
import octavo.nn.Layer;
import octavo.nn.loss.Loss;
import octavo.optim.ClosureOptimizer;
import octavo.optim.ModelAverage;
import octavo.optim.Optimizer;
import octavo.optim.ReduceOnPlateau;
import octavo.random.Rng;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Trains a classifier ([#of]) or whatever else has a loss for a batch ([#minimizing]): epochs over
/// batches, an evaluation after each epoch, checkpoints on the way.
///
/// The steps share a [StepMemory]: a layer or loss of one's own that keeps a tensor of one step for
/// the next keeps a copy.
///
/// The random numbers of step `n` come from a stream named after `n`, and the order of an epoch
/// from one named after the epoch, so a training that was stopped anywhere goes on from its last
/// checkpoint to the same bits as one that never stopped.
public final class Trainer {
  private final Layer model;
  private final BatchLoss batchLoss;
  private final ClosureOptimizer optimizer;
  private final DataLoader batches;
  private final Companions companions;
  private final @Nullable Dataset test;
  private final Rng rng;
  private final TrainingListener listener;
  private final @Nullable Path checkpointFile;
  private final long checkpointNanos;
  private final Map<String, String> settings;
  private final int patience;
  private final StepMemory memory = new StepMemory();
  private Checkpoint.Cursor cursor;

  private Trainer(Builder b) {
    this.model = b.model;
    this.batchLoss = b.batchLoss;
    this.optimizer = b.optimizer;
    this.batches = b.batches;
    this.companions = new Companions(b.average, b.plateau);
    this.test = b.test;
    this.rng = b.rng;
    this.listener = new Listeners(List.copyOf(b.listeners));
    this.checkpointFile = b.checkpointFile;
    this.checkpointNanos = b.checkpointNanos;
    this.settings = b.settings;
    this.patience = b.patience;
    this.cursor = Checkpoint.Cursor.start(rng.state());
  }

  /// A trainer of a classifier: `model` gives logits, `loss` compares them with the targets.
  public static Builder of(
      Layer model, Loss loss, Optimizer optimizer, DataLoader batches, Rng rng) {
    return of(model, loss, ClosureOptimizer.of(optimizer), batches, rng);
  }

  /// A trainer of `model` by an optimizer that may ask for the gradients of a batch more than once.
  /// Each pass of a step draws the same random numbers; running statistics are moved by the first
  /// alone.
  public static Builder of(
      Layer model, Loss loss, ClosureOptimizer optimizer, DataLoader batches, Rng rng) {
    return new Builder(model, new Classification(model, loss), optimizer, batches, rng);
  }

  /// A trainer of `model` for any loss, such as the bound of a variational autoencoder. Nothing is counted
  /// right or wrong: accuracies are NaN. What the data not trained on say is up to a listener.
  public static Builder minimizing(
      Layer model, BatchLoss batchLoss, Optimizer optimizer, DataLoader batches, Rng rng) {
    return minimizing(model, batchLoss, ClosureOptimizer.of(optimizer), batches, rng);
  }

  /// A trainer for any loss by an optimizer that may ask for the gradients of a batch more than once.
  public static Builder minimizing(
      Layer model, BatchLoss batchLoss, ClosureOptimizer optimizer, DataLoader batches, Rng rng) {
    return new Builder(model, batchLoss, optimizer, batches, rng);
  }

  /// The parts of a trainer that have defaults.
  public static final class Builder {
    private final Layer model;
    private final BatchLoss batchLoss;
    private final ClosureOptimizer optimizer;
    private final DataLoader batches;
    private final Rng rng;
    private @Nullable Dataset test;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private @Nullable Path checkpointFile;
    private long checkpointNanos;
    private Map<String, String> settings = Map.of();
    private int patience = Integer.MAX_VALUE;
    private @Nullable ModelAverage average;
    private @Nullable ReduceOnPlateau plateau;

    private Builder(
        Layer model, BatchLoss batchLoss, ClosureOptimizer optimizer, DataLoader batches, Rng rng) {
      this.model = model;
      this.batchLoss = batchLoss;
      this.optimizer = optimizer;
      this.batches = batches;
      this.rng = rng;
    }

    /// Evaluates on this data after each epoch.
    public Builder withTest(Dataset data) {
      this.test = data;
      return this;
    }

    /// Tells this listener too how it goes. Listeners are told in the order they were given.
    public Builder withListener(TrainingListener another) {
      listeners.add(another);
      return this;
    }

    /// Writes a checkpoint after each epoch, when `seconds` have passed since the last one, and
    /// when the training is stopped. The settings are kept in it.
    public Builder withCheckpoints(Path file, double seconds, Map<String, String> kept) {
      this.checkpointFile = file;
      this.checkpointNanos = (long) (seconds * 1e9);
      // in their order: one training writes the same file each time
      this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
      return this;
    }

    /// Averages the network's numbers after every step and evaluates it with the averages. They are
    /// saved with checkpoints; `average.apply()` puts them into the network in the end.
    public Builder withAverage(ModelAverage followed) {
      this.average = followed;
      return this;
    }

    /// Tells `reduced` the loss after each epoch, on the test data if there is any, else of the
    /// training. It is saved with checkpoints.
    public Builder withPlateau(ReduceOnPlateau reduced) {
      this.plateau = reduced;
      return this;
    }

    /// Stops when the test loss has not improved for this many epochs.
    ///
    /// @throws IllegalArgumentException if it is less than 1
    public Builder withEarlyStopping(int epochs) {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            "early stopping: the number of epochs must be at least 1, but is " + epochs + ".");
      }
      this.patience = epochs;
      return this;
    }

    /// The trainer.
    ///
    /// @throws IllegalArgumentException if early stopping is asked for without test data, or there are test
    ///   data for what is no classifier
    public Trainer build() {
      if (test != null && !(batchLoss instanceof Classification)) {
        throw new IllegalArgumentException(
            "Trainer: test data are classified after each epoch, but the model is trained for another loss. Evaluate it in a listener's onEpoch.");
      }
      if (patience < Integer.MAX_VALUE && test == null) {
        throw new IllegalArgumentException(
            "early stopping: there must be test data, but there is none. Call withTest(data).");
      }
      return new Trainer(this);
    }
  }

  /// Goes on from a checkpoint.
  ///
  /// @throws IllegalArgumentException if it is from another model, optimizer or seed, or from
  ///   other data; nothing is changed then
  public void resume(Checkpoint checkpoint) {
    if (checkpoint.cursor().rng().key() != rng.key()) {
      throw new IllegalArgumentException(
          "resume: the checkpoint is from another seed. Start with the same --seed, or train anew in"
              + " another folder.");
    }
    if (checkpoint.cursor().batch() > batches.batches()) {
      throw new IllegalArgumentException(
          "resume: the checkpoint must fit the data, but it is after batch %d of an epoch that has %d. Use the same data and the same size of batch."
              .formatted(checkpoint.cursor().batch(), batches.batches()));
    }
    model.requireLoadable(checkpoint.model());
    companions.load(checkpoint.others(), () -> optimizer.load(checkpoint.optimizer()));
    model.load(checkpoint.model());
    cursor = checkpoint.cursor();
  }

  /// Where the training is.
  public Checkpoint.Cursor cursor() {
    return cursor;
  }

  /// Trains until `epochs` epochs are done in all. Returns whether they are: false if the listener
  /// asked to stop.
  ///
  /// @throws NonFiniteLossException if the loss or the network is no number any more; the last
  ///   checkpoint is from before that
  /// @throws UncheckedIOException if a checkpoint cannot be written
  public boolean run(int epochs) {
    long lastWrite = System.nanoTime();
    while (cursor.epoch() < epochs && !exhausted()) {
      Iterator<Batch> rest = batches.iterator(cursor.epoch(), cursor.batch());
      while (rest.hasNext()) {
        Batch batch = rest.next();
        memory.execute(() -> step(batch));
        listener.onBatch(progress(epochs));
        boolean stop = listener.stopRequested();
        boolean due = System.nanoTime() - lastWrite > checkpointNanos && rest.hasNext();
        if (stop || due) {
          write();
          lastWrite = System.nanoTime();
        }
        if (stop) {
          return false;
        }
      }
      finishEpoch();
      write();
      lastWrite = System.nanoTime();
    }
    return true;
  }

  private Progress progress(int epochs) {
    return new Progress(
        cursor.epoch() + 1,
        epochs,
        cursor.batch(),
        batches.batches(),
        cursor.lossSum() / cursor.seen(),
        accuracy());
  }

  private double accuracy() {
    return batchLoss instanceof Classification
        ? (double) cursor.right() / cursor.seen()
        : Double.NaN;
  }

  private void step(Batch batch) {
    long number = cursor.step() + 1;
    Rng numbers = rng.split("step " + number);
    BatchPass pass = new BatchPass(model, batchLoss, batch, numbers, cursor.step());
    optimizer.step(pass);
    pass.finish();
    companions.afterStep();
    int n = batch.size();
    cursor =
        new Checkpoint.Cursor(
            cursor.epoch(),
            cursor.batch() + 1,
            number,
            cursor.lossSum() + pass.loss() * n,
            cursor.right() + pass.right(),
            cursor.seen() + n,
            cursor.rng(),
            cursor.history());
  }

  private @Nullable Evaluation evaluate() {
    Dataset data = test;
    return data == null
        ? null
        : optimizer.atEvaluationPoint(() -> companions.within(() -> Evaluation.of(model, data)));
  }

  private void finishEpoch() {
    Evaluation evaluation = evaluate();
    EpochResult result =
        new EpochResult(
            cursor.epoch() + 1,
            cursor.lossSum() / cursor.seen(),
            accuracy(),
            evaluation == null ? Double.NaN : evaluation.loss(),
            evaluation == null ? Double.NaN : evaluation.accuracy());
    List<EpochResult> history = new ArrayList<>(cursor.history());
    history.add(result);
    cursor =
        new Checkpoint.Cursor(
            cursor.epoch() + 1, 0, cursor.step(), 0, 0, 0, cursor.rng(), List.copyOf(history));
    companions.afterEpoch(result);
    listener.onEpoch(result);
  }

  private boolean exhausted() {
    List<EpochResult> history = cursor.history();
    int best = 0;
    for (int i = 1; i < history.size(); i++) {
      // compares NaN as the largest: an epoch that has a number is better than one that has none
      best = Double.compare(history.get(i).testLoss(), history.get(best).testLoss()) < 0 ? i : best;
    }
    return history.size() - 1 - best >= patience;
  }

  /// A step may have a finite loss and break the network all the same: then the checkpoint from
  /// before it stays.
  private void requireFinite() {
    model.parameters().forEach((name, p) -> requireAll(p.tensor().stopGradient().isFinite(), name));
    // a buffer may hold infinities on purpose, as a mask does; only NaN is unequal to itself
    model.buffers().forEach((name, b) -> requireAll(b.tensor().equalTo(b.tensor()), name));
  }

  private void requireAll(Tensor good, String name) {
    if (good.all().item() == 0) {
      throw new NonFiniteLossException(cursor.step(), name);
    }
  }

  private void write() {
    if (checkpointFile == null) {
      return;
    }
    requireFinite();
    try {
      new Checkpoint(model.state(), optimizer.state(), companions.state(), cursor, settings)
          .write(checkpointFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    listener.onCheckpoint(checkpointFile);
  }
}
