package octavo.op;

import octavo.autograd.Backward;
import octavo.autograd.Derivatives;
import octavo.kernel.Kernels;
import octavo.kernel.Scratch;
import octavo.kernel.recurrent.CellKind;
import octavo.kernel.recurrent.Recurrence;
import octavo.kernel.recurrent.RecurrentKernels.Gradients;
import octavo.kernel.recurrent.RecurrentKernels.Path;
import octavo.kernel.recurrent.RecurrentKernels.Start;
import octavo.kernel.recurrent.RecurrentKernels.Weights;
import octavo.storage.DType;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// One layer and direction of a recurrent network over whole sequences, time first: all hidden states
/// `[steps, batch, hidden]`, of an LSTM `[steps + 1, batch, hidden]`, where the last are its cells behind the
/// last step. The formulas are those of [CellKind].
///
/// Inputs: `x [steps, batch, features]`, the weights `[gates·hidden, features]` and `[gates·hidden, hidden]`,
/// the state `[batch, hidden]` ahead of the first step (of an LSTM the cell after it), two biases
/// `[gates·hidden]` if `biased`, and a constant `[batch, hidden]` if `masked`, by which hidden states are
/// multiplied ahead of the recurrent product. The products with `x`, and the gradients of weights, are one
/// product for all steps. Extra outputs, if a gradient may be asked for: what the kernel keeps.
///
/// A derivative of higher order goes back through [UnrolledRecurrence], some twenty operations for each step.
///
/// @param kind what happens in a step
/// @param reverse whether the last step comes first
/// @param biased whether there are biases
/// @param masked whether there is a mask
public record RecurrentSequence(CellKind kind, boolean reverse, boolean biased, boolean masked)
    implements Operation {
  private static final int STATE = 3;

  /// Gradients of gates up to 16 MB are made in memory that is kept.
  private static final int LARGEST_KEPT = 1 << 22;

  @Override
  public String name() {
    return kind.label();
  }

  private int firstBias() {
    return kind == CellKind.LSTM ? STATE + 2 : STATE + 1;
  }

  /// The inputs, contiguous and of one type, under their names.
  private record Given(
      Tensor x,
      Tensor input,
      Tensor recurrent,
      Tensor state,
      @Nullable Tensor cell,
      @Nullable Tensor inputBias,
      @Nullable Tensor recurrentBias,
      @Nullable Tensor mask) {
    Recurrence recurrence(RecurrentSequence at) {
      return new Recurrence(at.kind, x.size(0), x.size(1), recurrent.size(1), at.reverse);
    }

    /// All steps under each other.
    Tensor rows() {
      return x.reshape(Shape.of(x.size(0) * x.size(1), x.size(2)));
    }

    Start start() {
      return new Start(state.view(), cell == null ? null : cell.view());
    }

    /// What the kernel multiplies with; the bias of the product that a GRU's reset gate scales.
    Weights weights(CellKind kind) {
      Tensor bias = kind == CellKind.GRU && recurrentBias != null ? last(recurrentBias) : null;
      return new Weights(recurrent.view(), viewOf(bias), viewOf(mask));
    }

    private static @Nullable View viewOf(@Nullable Tensor x) {
      return x == null ? null : x.contiguous().view();
    }

    /// What is added to the product with `x`: all biases, but not the one of [#weights].
    @Nullable Tensor bias(CellKind kind) {
      if (inputBias == null || recurrentBias == null) {
        return null;
      }
      Tensor added =
          kind == CellKind.GRU
              ? Tensors.concat(0, first(recurrentBias), last(recurrentBias).zerosLike())
              : recurrentBias;
      return inputBias.add(added);
    }

    private static Tensor first(Tensor bias) {
      return bias.narrow(0, 0, bias.size(0) / 3 * 2);
    }

    private static Tensor last(Tensor bias) {
      return bias.narrow(0, bias.size(0) / 3 * 2, bias.size(0) / 3);
    }
  }

  private Given given(Tensor[] inputs) {
    DType dtype = DType.promote(inputs[0].dtype(), inputs[1].dtype());
    @Nullable Tensor[] all = new @Nullable Tensor[8];
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      boolean there =
          switch (i) {
            case 4 -> kind == CellKind.LSTM;
            case 5, 6 -> biased;
            case 7 -> masked;
            default -> true;
          };
      all[i] = there ? inputs[next++].stopGradient().to(dtype).contiguous() : null;
    }
    return new Given(
        there(all[0]), there(all[1]), there(all[2]), there(all[3]), all[4], all[5], all[6], all[7]);
  }

  private static Tensor there(@Nullable Tensor x) {
    if (x == null) {
      throw new IllegalStateException("an input that is always there is missing");
    }
    return x;
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Given given = given(inputs);
    Recurrence r = given.recurrence(this);
    DType dtype = given.x.dtype();
    // nobody else has this tensor yet: the kernel writes over it
    Tensor gates = given.rows().linear(given.input, given.bias(kind)).contiguous();
    int rows = kind == CellKind.LSTM ? r.steps() + 1 : r.steps();
    Tensor hidden = Tensor.toFill(dtype, Shape.of(rows, r.batch(), r.hidden()));
    boolean kept = kind.gates() > 1 && anyTracked(inputs);
    Tensor memory = kept ? Tensor.toFill(dtype, Shape.of(r.steps(), r.batch(), r.hidden())) : null;
    Path path = new Path(gates.view(), hidden.view(), memory == null ? null : memory.view());
    Kernels.RECURRENT.forward(r, given.weights(kind), given.start(), path);
    return memory == null ? new Tensor[] {hidden} : new Tensor[] {hidden, gates, memory};
  }

  private static boolean anyTracked(Tensor[] inputs) {
    for (Tensor input : inputs) {
      if (input.isTracked()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor[] inputs = new Tensor[at.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = at.x(i);
    }
    if (at.recording()) {
      return Derivatives.gradientsOrNull(
          UnrolledRecurrence.of(this, inputs, null).packed(), at.dy(), true, inputs);
    }
    Given given = given(inputs);
    Recurrence r = given.recurrence(this);
    Tensor hidden = at.y();
    DType dtype = hidden.dtype();
    boolean gated = kind.gates() > 1;
    Shape state = Shape.of(r.batch(), r.hidden());
    int rows = r.steps() * r.batch();
    boolean candidates = kind == CellKind.GRU;
    View working = working(dtype, rows * (r.width() + (candidates ? r.hidden() : 0)));
    Tensor dGates = part(working, 0, rows, r.width());
    Tensor dCandidate = candidates ? part(working, rows * r.width(), rows, r.hidden()) : null;
    boolean starts = at.needs(STATE) || (kind == CellKind.LSTM && at.needs(STATE + 1));
    Tensor dState = Tensor.allocate(dtype, state);
    Tensor dCell = kind == CellKind.LSTM ? Tensor.allocate(dtype, state) : null;
    Start dStart = new Start(dState.view(), dCell == null ? null : dCell.view());
    View gates = gated ? at.extra(0).view() : dGates.view();
    Path path = new Path(gates, hidden.view(), gated ? at.extra(1).view() : null);
    Kernels.RECURRENT.backward(
        r,
        given.weights(kind),
        given.start(),
        path,
        new Gradients(
            at.dy().contiguous().view(),
            dGates.view(),
            dCandidate == null ? null : dCandidate.view(),
            starts ? dStart : null));
    @Nullable Tensor[] found = new @Nullable Tensor[inputs.length];
    found[0] = at.needs(0) ? dGates.matmul(given.input).reshape(given.x.shape()) : null;
    weightGradients(at, r, given, hidden, dGates, dCandidate, found);
    found[STATE] = at.needs(STATE) ? dState : null;
    if (dCell != null) {
      found[STATE + 1] = at.needs(STATE + 1) ? dCell : null;
    }
    if (biased && (at.needs(firstBias()) || at.needs(firstBias() + 1))) {
      Tensor sum = dGates.sum(0);
      found[firstBias()] = sum;
      found[firstBias() + 1] =
          dCandidate == null ? sum : Tensors.concat(0, Given.first(sum), dCandidate.sum(0));
    }
    return found;
  }

  /// Memory for what this rule alone reads, which one backward pass after the other uses if it is not too much.
  private static View working(DType dtype, int length) {
    if (dtype != DType.FLOAT32 || length > LARGEST_KEPT) {
      return Tensor.toFill(dtype, Shape.of(length)).view();
    }
    return View.of(new FloatStorage(Scratch.floats(Scratch.INPUT, length)), length);
  }

  private static Tensor part(View of, int from, int rows, int columns) {
    int[] sizes = {rows, columns};
    return Tensor.over(new View(of.storage(), of.offset() + from, sizes, View.rowMajor(sizes)));
  }

  /// `Σ dᵀ·x` and `Σ dᵀ·h`, where `h` is the masked state before each step: one product over all steps, but
  /// for a GRU, whose candidate has another gradient on either side.
  private static void weightGradients(
      Backward at,
      Recurrence r,
      Given given,
      Tensor hidden,
      Tensor dGates,
      @Nullable Tensor dCandidate,
      @Nullable Tensor[] found) {
    int features = given.x.size(2);
    if (!at.needs(2)) {
      found[1] = at.needs(1) ? dGates.transpose().matmul(given.rows()) : null;
      return;
    }
    Tensor states = statesBefore(r, given, hidden);
    if (dCandidate != null) {
      found[1] = at.needs(1) ? dGates.transpose().matmul(given.rows()) : null;
      Tensor gates = dGates.narrow(1, 0, 2 * r.hidden());
      found[2] =
          Tensors.concat(
              0, gates.transpose().matmul(states), dCandidate.transpose().matmul(states));
    } else if (at.needs(1)) {
      Tensor both = dGates.transpose().matmul(Tensors.concat(1, given.rows(), states));
      found[1] = both.narrow(1, 0, features).contiguous();
      found[2] = both.narrow(1, features, r.hidden()).contiguous();
    } else {
      found[2] = dGates.transpose().matmul(states);
    }
  }

  /// The masked states before all steps, under each other.
  private static Tensor statesBefore(Recurrence r, Given given, Tensor hidden) {
    Tensor rest = hidden.narrow(0, r.reverse() ? 1 : 0, r.steps() - 1);
    Tensor first = given.state.unsqueeze(0);
    Tensor all = r.reverse() ? Tensors.concat(0, rest, first) : Tensors.concat(0, first, rest);
    Tensor kept = given.mask == null ? all : all.multiply(given.mask);
    return kept.reshape(Shape.of(r.steps() * r.batch(), r.hidden()));
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
