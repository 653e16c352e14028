package octavo.op;

import java.util.Objects;
import octavo.kernel.recurrent.CellKind;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// What [RecurrentSequence] computes, in tensor methods and step by step: its rule for higher orders, and the
/// LSTM whose hidden states are projected (Sak, Senior and Beaufays, 2014).
///
/// @param hidden all hidden states, `[steps, batch, hidden or projected]`
/// @param cell the cells of an LSTM behind its last step, `[batch, hidden]`
public record UnrolledRecurrence(Tensor hidden, @Nullable Tensor cell) {
  /// All steps.
  ///
  /// @param sequence what is unrolled
  /// @param inputs those of `sequence`
  /// @param projection `[projected, hidden]`, which makes an LSTM's hidden state of `o·tanh c`; or null
  public static UnrolledRecurrence of(
      RecurrentSequence sequence, Tensor[] inputs, @Nullable Tensor projection) {
    boolean lstm = sequence.kind() == CellKind.LSTM;
    Tensor x = inputs[0];
    Tensor h = inputs[3];
    Tensor c = lstm ? inputs[4] : null;
    int next = lstm ? 5 : 4;
    Tensor inputBias = sequence.biased() ? inputs[next] : null;
    Tensor bias = sequence.biased() ? inputs[next + 1] : null;
    Tensor mask = sequence.masked() ? inputs[inputs.length - 1] : null;
    int steps = x.size(0);
    Tensor[] all = new Tensor[steps];
    Tensor gates = x.linear(inputs[1], inputBias);
    for (int turn = 0; turn < steps; turn++) {
      int at = sequence.reverse() ? steps - 1 - turn : turn;
      Tensor kept = mask == null ? h : h.multiply(mask);
      Tensor given = gates.narrow(0, at, 1).squeeze(0);
      Tensor product = kept.linear(inputs[2], bias);
      if (c == null) {
        h = step(sequence.kind(), given, product, h);
      } else {
        Tensor sum = given.add(product);
        Tensor fresh = part(sum, 4, 0).sigmoid().multiply(part(sum, 4, 2).tanh());
        c = part(sum, 4, 1).sigmoid().multiply(c).add(fresh);
        h = part(sum, 4, 3).sigmoid().multiply(c.tanh());
      }
      h = projection == null ? h : h.linear(projection, null);
      all[at] = h;
    }
    return new UnrolledRecurrence(Tensors.stack(0, all), c);
  }

  /// A step of the kinds without cells.
  private static Tensor step(CellKind kind, Tensor given, Tensor product, Tensor h) {
    return switch (kind) {
      case TANH -> given.add(product).tanh();
      case RELU -> given.add(product).relu();
      default -> {
        Tensor reset = part(given, 3, 0).add(part(product, 3, 0)).sigmoid();
        Tensor update = part(given, 3, 1).add(part(product, 3, 1)).sigmoid();
        Tensor candidate = part(given, 3, 2).add(reset.multiply(part(product, 3, 2))).tanh();
        yield candidate.add(update.multiply(h.subtract(candidate)));
      }
    };
  }

  private static Tensor part(Tensor x, int parts, int which) {
    int size = x.size(1) / parts;
    return x.narrow(1, which * size, size);
  }

  /// The result of [RecurrentSequence].
  Tensor packed() {
    return cell == null
        ? hidden
        : Tensors.concat(0, hidden, Objects.requireNonNull(cell).unsqueeze(0));
  }
}
