package octavo.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.Gru;
import octavo.nn.GruCell;
import octavo.nn.Lstm;
import octavo.nn.LstmCell;
import octavo.nn.LstmOutput;
import octavo.nn.LstmState;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.RecurrentDropout;
import octavo.nn.RecurrentOutput;
import octavo.nn.RecurrentWeights;
import octavo.nn.Rnn;
import octavo.nn.RnnCell;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Recurrent networks and their cells.
///
/// A number sums up to 20 inputs in each of up to four steps and two layers, each step carried on by the next:
/// 400 terms. With one hidden unit the gradient of a bias is a single number, whose parts cancel to a
/// fourth: 16 times as many.
final class RecurrentGoldenCases {
  private static final int TERMS = 400;
  private static final int SHAPES = 6;

  /// One of these has no sequences, which PyTorch's cells do not take.
  private static final int EMPTY = 4;

  /// And one has a single hidden unit, whose states cannot be projected to fewer numbers.
  private static final int SINGLE = 3;

  private static final RecurrentDropout NONE = RecurrentDropout.NONE;

  private RecurrentGoldenCases() {}

  /// The kinds by the names of the file.
  private enum Kind {
    TANH,
    RELU,
    LSTM,
    GRU
  }

  /// Parameters out of the inputs of a case.
  private static final class Inputs {
    final Tensor[] x;
    final List<Differentiable> variables = new ArrayList<>();
    private int next;

    Inputs(Tensor[] x) {
      this.x = x;
    }

    Tensor tensor() {
      variables.add(x[next]);
      return x[next++];
    }

    Parameter parameter() {
      Parameter made = Parameter.of(x[next++]);
      variables.add(made);
      return made;
    }

    RecurrentWeights weights(boolean biased, boolean projected) {
      Parameter input = parameter();
      Parameter recurrent = parameter();
      @Nullable Parameter first = biased ? parameter() : null;
      @Nullable Parameter second = biased ? parameter() : null;
      return new RecurrentWeights(input, recurrent, first, second, projected ? parameter() : null);
    }

    List<RecurrentWeights> weights(int count, boolean biased, boolean projected) {
      List<RecurrentWeights> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(weights(biased, projected));
      }
      return all;
    }

    Outcome outcome(Tensor... outputs) {
      return new Outcome(outputs, variables.toArray(new Differentiable[0]));
    }
  }

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      for (int i = 0; i < SHAPES; i++) {
        int terms = i == SINGLE ? 16 * TERMS : TERMS;
        cases.add(new GoldenCase(name + i, terms, x -> network(kind, x, 1, true, false)));
        cases.add(new GoldenCase(name + "State" + i, terms, x -> network(kind, x, 1, false, true)));
        cases.add(new GoldenCase(name + "Deep" + i, terms, x -> network(kind, x, 4, true, true)));
        if (i != EMPTY) {
          cases.add(new GoldenCase(name + "Cell" + i, terms, x -> cell(kind, x)));
        }
      }
    }
    for (int i = 0; i < SHAPES; i++) {
      if (i != SINGLE) {
        cases.add(new GoldenCase("projected" + i, TERMS, RecurrentGoldenCases::projected));
      }
    }
    return cases;
  }

  private static Mode mode() {
    return Mode.training(Rng.of(0));
  }

  private static Outcome network(
      Kind kind, Tensor[] all, int count, boolean biased, boolean started) {
    Inputs in = new Inputs(all);
    Tensor x = in.tensor();
    boolean both = count == 4;
    Tensor hidden = started ? in.tensor() : null;
    if (kind == Kind.LSTM) {
      LstmState state = hidden == null ? null : new LstmState(hidden, in.tensor());
      Lstm lstm = new Lstm(in.weights(count, biased, false), both, NONE);
      LstmOutput y = state == null ? lstm.run(x, mode()) : lstm.run(x, state, mode());
      return in.outcome(y.output(), y.state().hidden(), y.state().cell());
    }
    List<RecurrentWeights> weights = in.weights(count, biased, false);
    RecurrentOutput y;
    if (kind == Kind.GRU) {
      Gru gru = new Gru(weights, both, NONE);
      y = hidden == null ? gru.run(x, mode()) : gru.run(x, hidden, mode());
    } else {
      Rnn rnn = new Rnn(weights, both, NONE, Rnn.Nonlinearity.valueOf(kind.name()));
      y = hidden == null ? rnn.run(x, mode()) : rnn.run(x, hidden, mode());
    }
    return in.outcome(y.output(), y.hidden());
  }

  private static Outcome projected(Tensor[] all) {
    Inputs in = new Inputs(all);
    Tensor x = in.tensor();
    LstmState state = new LstmState(in.tensor(), in.tensor());
    LstmOutput y = new Lstm(in.weights(4, true, true), true, NONE).run(x, state, mode());
    return in.outcome(y.output(), y.state().hidden(), y.state().cell());
  }

  private static Outcome cell(Kind kind, Tensor[] all) {
    Inputs in = new Inputs(all);
    Tensor x = in.tensor();
    Tensor hidden = in.tensor();
    if (kind == Kind.LSTM) {
      LstmState state = new LstmState(hidden, in.tensor());
      RecurrentWeights w = in.weights(true, false);
      LstmState y =
          new LstmCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh()).step(x, state, mode());
      return in.outcome(y.hidden(), y.cell());
    }
    RecurrentWeights w = in.weights(true, false);
    if (kind == Kind.GRU) {
      GruCell gru = new GruCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh());
      return in.outcome(gru.step(x, hidden, mode()));
    }
    Rnn.Nonlinearity f = Rnn.Nonlinearity.valueOf(kind.name());
    RnnCell rnn = new RnnCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh(), f);
    return in.outcome(rnn.step(x, hidden, mode()));
  }
}
