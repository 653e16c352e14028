package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import octavo.inference.InferenceModel;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.LstmClassifier;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Names, options, dropout and errors of recurrent networks; their numbers are checked against PyTorch's.
class RecurrentLayersTest {
  private final Rng rng = Rng.of(1);

  private Mode training() {
    return Mode.training(rng.split("training"));
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    // a few steps of sums of a dozen products of numbers about 1
    assertThat(found.stopGradient().allClose(expected.stopGradient(), 0, 1e-5)).isTrue();
  }

  @Test
  void namesAndShapesAreThoseOfPyTorch() {
    Lstm lstm = Lstm.of(3, 4).withLayers(2).withBidirectional().create(rng);
    assertThat(lstm.parameters().keySet())
        .containsExactly(
            "weight_ih_l0",
            "weight_hh_l0",
            "bias_ih_l0",
            "bias_hh_l0",
            "weight_ih_l0_reverse",
            "weight_hh_l0_reverse",
            "bias_ih_l0_reverse",
            "bias_hh_l0_reverse",
            "weight_ih_l1",
            "weight_hh_l1",
            "bias_ih_l1",
            "bias_hh_l1",
            "weight_ih_l1_reverse",
            "weight_hh_l1_reverse",
            "bias_ih_l1_reverse",
            "bias_hh_l1_reverse");
    assertThat(lstm.state().get("weight_ih_l0"))
        .extracting(Tensor::shape)
        .isEqualTo(Shape.of(16, 3));
    assertThat(lstm.state().get("weight_ih_l1_reverse"))
        .extracting(Tensor::shape)
        .isEqualTo(Shape.of(16, 8));
    assertThat(Gru.of(3, 4).withoutBias().create(rng).parameters().keySet())
        .containsExactly("weight_ih_l0", "weight_hh_l0");
    Lstm projected = Lstm.of(3, 4).withProjection(2).create(rng);
    assertThat(projected.state()).containsKey("weight_hr_l0");
    assertThat(projected.state().get("weight_hh_l0"))
        .extracting(Tensor::shape)
        .isEqualTo(Shape.of(16, 2));
    assertThat(LstmCell.create(3, 4, rng).parameters().keySet())
        .containsExactly("weight_ih", "weight_hh", "bias_ih", "bias_hh");
    assertThat(RnnCell.create(3, 4, rng).withoutBias().parameters().keySet())
        .containsExactly("weight_ih", "weight_hh");
    assertThat(GruCell.create(3, 4, rng).state().get("bias_hh"))
        .extracting(Tensor::shape)
        .isEqualTo(Shape.of(12));
    assertThat(LstmClassifier.create(3, 4, 2, rng).parameters().keySet())
        .contains("lstm.weight_ih_l0", "lstm.bias_hh_l0", "head.weight", "head.bias");
  }

  @Test
  void parametersBeginWithinOneByTheRootOfTheUnits() {
    for (Tensor w : Rnn.of(40, 25).withLayers(2).create(rng).state().values()) {
      double largest = w.abs().max().item();
      assertThat(largest).isBetween(0.15, 0.2);
    }
  }

  @Test
  void aNetworkIsItsCellsStepByStep() {
    Tensor x = RandomTensors.normal(rng, 3, 4, 2);
    Lstm lstm = Lstm.of(2, 5).create(rng);
    RecurrentWeights w = lstm.weights().getFirst();
    LstmCell cell = new LstmCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh());
    LstmState state = cell.zeroState(3);
    List<Tensor> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      state = cell.step(x.narrow(1, t, 1).squeeze(1), state, Mode.inference());
      all.add(state.hidden());
    }
    LstmOutput found = lstm.run(x, Mode.inference());
    assertClose(found.output(), Tensors.stack(1, all.toArray(new Tensor[0])));
    assertClose(found.state().hidden(), state.hidden().unsqueeze(0));
    assertClose(found.state().cell(), state.cell().unsqueeze(0));
    assertClose(cell.forward(x.narrow(1, 0, 1).squeeze(1)), all.getFirst());
    Gru gru = Gru.of(2, 5).create(rng);
    w = gru.weights().getFirst();
    GruCell unit = new GruCell(w.weightIh(), w.weightHh(), w.biasIh(), w.biasHh());
    Tensor first = unit.forward(x.narrow(1, 0, 1).squeeze(1));
    Tensor second = unit.step(x.narrow(1, 1, 1).squeeze(1), first, Mode.inference());
    assertClose(gru.forward(x).narrow(1, 1, 1).squeeze(1), second);
  }

  @Test
  void theReverseDirectionReadsFromTheEnd() {
    Tensor x = RandomTensors.normal(rng, 2, 5, 3);
    Rnn both = Rnn.of(3, 4, Rnn.Nonlinearity.RELU).withBidirectional().create(rng);
    Rnn back =
        new Rnn(both.weights().subList(1, 2), false, RecurrentDropout.NONE, Rnn.Nonlinearity.RELU);
    RecurrentOutput found = both.run(x, Mode.inference());
    RecurrentOutput turned = back.run(x.flip(1), Mode.inference());
    assertClose(found.output().narrow(2, 4, 4), turned.output().flip(1));
    assertClose(found.hidden().narrow(0, 1, 1), turned.hidden());
    assertThat(both.layers()).isEqualTo(1);
    assertThat(both.directions()).isEqualTo(2);
  }

  @Test
  void sequencesMayBeCutAnywhere() {
    Tensor x = RandomTensors.normal(rng, 2, 6, 3);
    Lstm lstm = Lstm.of(3, 4).withLayers(2).create(rng);
    LstmOutput whole = lstm.run(x, Mode.inference());
    LstmOutput first = lstm.run(x.narrow(1, 0, 2), Mode.inference());
    LstmOutput second = lstm.run(x.narrow(1, 2, 4), first.state(), Mode.inference());
    assertClose(Tensors.concat(1, first.output(), second.output()), whole.output());
    assertClose(second.state().cell(), whole.state().cell());
    assertThat(second.state().hidden().shape()).isEqualTo(Shape.of(2, 2, 4));
  }

  @Test
  void dropoutIsBetweenLayersAndInTrainingAlone() {
    Tensor x = RandomTensors.normal(rng, 2, 3, 3);
    Lstm plain = Lstm.of(3, 50).withLayers(2).create(Rng.of(5));
    Lstm dropping = Lstm.of(3, 50).withLayers(2).withDropout(0.5).create(Rng.of(5));
    assertThat(dropping.forward(x)).isEqualTo(plain.forward(x));
    assertThat(dropping.forward(x, training()).stopGradient())
        .isNotEqualTo(plain.forward(x, training()).stopGradient());
    // the last layer's output is not dropped
    assertThat(dropping.forward(x, training()).equalTo(0).any().item()).isZero();
    assertThatThrownBy(() -> Lstm.of(3, 50).withDropout(0.5).create(Rng.of(5)))
        .hasMessage(
            "Lstm: dropout is between layers, but there is one layer. Put a Dropout behind the network, or take withRecurrentDropout.");
    List<RecurrentWeights> weights = Gru.of(3, 4).withBidirectional().create(Rng.of(5)).weights();
    assertThatThrownBy(() -> new Gru(weights, true, new RecurrentDropout(0.5, true, 0)))
        .hasMessage(
            "Gru: dropout is between layers, but there is one layer. Put a Dropout behind the network, or take withRecurrentDropout.");
    // all dropped: the second layer sees zeros
    Lstm all = Lstm.of(3, 50).withLayers(2).withDropout(1).create(Rng.of(5));
    Tensor found = all.forward(x, training()).stopGradient();
    assertThat(found.narrow(0, 0, 1)).isEqualTo(found.narrow(0, 1, 1));
  }

  /// A second layer that hands on what it is given: `h = max(0, x)` of numbers above 0.
  @Test
  void variationalDropoutDropsTheSameInAllSteps() {
    Parameter ones = Parameter.of(Tensor.ones(20, 1));
    Parameter none = Parameter.of(Tensor.zeros(20, 20));
    Parameter eye = Parameter.of(Tensors.eye(20));
    List<RecurrentWeights> weights =
        List.of(
            new RecurrentWeights(ones, none, null, null),
            new RecurrentWeights(eye, none, null, null));
    Tensor x = Tensor.ones(3, 6, 1);
    for (boolean same : new boolean[] {true, false}) {
      RecurrentDropout dropout = new RecurrentDropout(0.5, same, 0);
      Rnn rnn = new Rnn(weights, false, dropout, Rnn.Nonlinearity.RELU);
      Tensor y = rnn.forward(x, training()).stopGradient();
      Tensor first = y.narrow(1, 0, 1).expandTo(y.shape()).copy();
      assertThat(y.equals(first)).isEqualTo(same);
      assertThat(y.max().item()).isEqualTo(2);
      assertThat(y.narrow(0, 0, 1)).isNotEqualTo(y.narrow(0, 1, 1));
    }
  }

  /// With `h = x + h₋₁` a unit that is kept counts `1 + 2·h₋₁`, one that is dropped stays 1.
  @Test
  void recurrentDropoutDropsTheSameUnitsInAllSteps() {
    Parameter ones = Parameter.of(Tensor.ones(30, 1));
    Parameter eye = Parameter.of(Tensors.eye(30));
    List<RecurrentWeights> weights = List.of(new RecurrentWeights(ones, eye, null, null));
    Rnn rnn = new Rnn(weights, false, new RecurrentDropout(0, false, 0.5), Rnn.Nonlinearity.RELU);
    Tensor y = rnn.forward(Tensor.ones(1, 3, 1), training()).stopGradient();
    Tensor last = y.narrow(1, 2, 1);
    assertThat(last.equalTo(1).to(DType.FLOAT32).add(last.equalTo(7).to(DType.FLOAT32)))
        .isEqualTo(Tensor.ones(1, 1, 30));
    assertThat(last.max().item()).isEqualTo(7);
    assertThat(last.min().item()).isEqualTo(1);
    assertThat(rnn.forward(Tensor.ones(1, 3, 1)).max().item()).isEqualTo(3);
    Lstm lstm = Lstm.of(2, 3).withRecurrentDropout(0.3).withProjection(2).create(rng);
    assertThat(lstm.dropout().recurrent()).isEqualTo(0.3);
    assertThat(lstm.forward(Tensor.ones(1, 3, 2), training()).shape()).isEqualTo(Shape.of(1, 3, 2));
  }

  @Test
  void weightsMoveByName() {
    Gru from = Gru.of(3, 4).withLayers(2).withBidirectional().create(rng);
    Gru to = Gru.of(3, 4).withLayers(2).withBidirectional().create(rng);
    Tensor x = RandomTensors.normal(rng, 2, 3, 3);
    to.load(from.state());
    assertThat(to.forward(x)).isEqualTo(from.forward(x));
    assertThatThrownBy(() -> to.load(Map.of("weight_ih_l0", Tensor.ones(2, 2))))
        .hasMessageContaining("'weight_ih_l0' is [2, 2] instead of [12, 3]");
  }

  @Test
  void theClassifierLearnsAndIsTraced() {
    LstmClassifier network = LstmClassifier.create(2, 8, 2, rng);
    Tensor x = RandomTensors.normal(rng, 32, 5, 2);
    Tensor target = x.sum(1, 2).greater(0).to(DType.INT64);
    Optimizer adam = Optimizers.adam(0.02).create(network.parameters());
    double first = CrossEntropy.mean().of(network.forward(x), target).item();
    for (int i = 0; i < 60; i++) {
      adam.step(CrossEntropy.mean().of(network.forward(x, training()), target).gradients());
    }
    assertThat(CrossEntropy.mean().of(network.forward(x), target).item()).isLessThan(first / 3);
    Tensor found = InferenceModel.of(network).forward(x);
    assertClose(found, network.forward(x));
    assertClose(InferenceModel.of(network).forward(x.narrow(0, 3, 1)), found.narrow(0, 3, 1));
  }

  @Test
  void bothDirectionsReachTheClassifier() {
    Lstm lstm = Lstm.of(2, 3).withLayers(2).withBidirectional().create(rng);
    LstmClassifier network = new LstmClassifier(lstm, Linear.of(6, 2).create(rng));
    Tensor x = RandomTensors.normal(rng, 4, 5, 2);
    Tensor output = lstm.forward(x);
    Tensor ends =
        Tensors.concat(
            1,
            output.narrow(1, 4, 1).squeeze(1).narrow(1, 0, 3),
            output.narrow(1, 0, 1).squeeze(1).narrow(1, 3, 3));
    assertClose(network.forward(x), network.head().forward(ends));
  }

  @Test
  void float64IsComputedInFloat64() {
    Tensor x = RandomTensors.normal(DType.FLOAT64, rng, 0, 1, 2, 3, 3);
    Gru gru = Gru.of(3, 4).create(rng);
    assertThat(gru.forward(x).dtype()).isEqualTo(DType.FLOAT64);
    assertClose(gru.forward(x).to(DType.FLOAT32), gru.forward(x.to(DType.FLOAT32)));
  }

  @Test
  void wrongInputsAreRefused() {
    Lstm lstm = Lstm.of(3, 4).create(rng);
    Mode mode = Mode.inference();
    assertThatThrownBy(() -> lstm.forward(Tensor.ones(2, 5, 4)))
        .hasMessage(
            "lstm: the input must be [batch, steps, 3] of a floating type with one step or more, but is float32 [2, 5, 4].");
    assertThatThrownBy(() -> Gru.of(3, 4).create(rng).forward(Tensor.ones(5, 3)))
        .hasMessage(
            "gru: the input must be [batch, steps, 3] of a floating type with one step or more, but is float32 [5, 3]. Did you mean x.unsqueeze(0)?");
    assertThatThrownBy(() -> Rnn.of(3, 4).create(rng).forward(Tensor.ones(2, 0, 3)))
        .hasMessage(
            "rnn: the input must be [batch, steps, 3] of a floating type with one step or more, but is float32 [2, 0, 3].");
    assertThatThrownBy(() -> lstm.forward(Tensors.zeros(DType.INT64, 2, 5, 3)))
        .hasMessage(
            "lstm: the input must be [batch, steps, 3] of a floating type with one step or more, but is int64 [2, 5, 3].");
    LstmState state = new LstmState(Tensor.ones(1, 2, 4), Tensor.ones(2, 4));
    assertThatThrownBy(() -> lstm.run(Tensor.ones(2, 5, 3), state, mode))
        .hasMessage(
            "lstm: the initial cell must be [layers·directions, batch, hidden] [1, 2, 4], but is [2, 4].");
    assertThatThrownBy(
            () -> Gru.of(3, 4).create(rng).run(Tensor.ones(2, 5, 3), Tensor.ones(1, 3, 4), mode))
        .hasMessage(
            "gru: the initial hidden state must be [layers·directions, batch, hidden] [1, 2, 4], but is [1, 3, 4].");
    assertThatThrownBy(() -> LstmCell.create(3, 4, rng).forward(Tensor.ones(2, 4)))
        .hasMessage(
            "lstmCell: the input must be [batch, 3] of a floating type, but is float32 [2, 4].");
    assertThatThrownBy(
            () -> GruCell.create(3, 4, rng).step(Tensor.ones(2, 3), Tensor.ones(4), mode))
        .hasMessage("gruCell: the hidden state must be [batch, hidden] [2, 4], but is [4].");
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(() -> Lstm.of(3, 0))
        .hasMessage(
            "Lstm: sizes must be positive, but features is 3, hidden is 0 and layers is 1.");
    assertThatThrownBy(() -> Gru.of(3, 4).withLayers(0))
        .hasMessage("Gru: sizes must be positive, but features is 3, hidden is 4 and layers is 0.");
    assertThatThrownBy(() -> Gru.of(3, 4).withProjection(2))
        .hasMessage(
            "Gru: a projection must be an LSTM's and smaller than its 4 units, but its size is 2.");
    assertThatThrownBy(() -> Lstm.of(3, 4).withDropout(1.5))
        .hasMessage("RecurrentDropout: the drop probability must be in [0, 1], but is 1.5.");
    assertThatThrownBy(() -> RnnCell.create(0, 4, rng))
        .hasMessage("RnnCell: sizes must be positive, but features is 0 and hidden is 4.");
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    Parameter input = Parameter.of(Tensor.ones(8, 3));
    Parameter recurrent = Parameter.of(Tensor.ones(8, 2));
    Parameter bias = Parameter.of(Tensor.ones(8));
    RecurrentWeights two = new RecurrentWeights(input, recurrent, bias, bias);
    assertThatThrownBy(() -> new RecurrentWeights(input, recurrent, bias, null))
        .hasMessage("RecurrentWeights: both biases must be given or none, but only one is.");
    assertThatThrownBy(() -> new Gru(List.of(two), false, RecurrentDropout.NONE))
        .hasMessage(
            "Gru: weights must be [3·hidden, 3] and [3·hidden, hidden], but are [8, 3] and [8, 2].");
    assertThatThrownBy(() -> new Lstm(List.of(two), true, RecurrentDropout.NONE))
        .hasMessage(
            "Lstm: there must be weights for each layer and direction, but there are 1 for 2 directions.");
    assertThatThrownBy(() -> new Lstm(List.of(two, two), false, RecurrentDropout.NONE))
        .hasMessage(
            "Lstm: weights must be [4·hidden, 2] and [4·hidden, hidden], but are [8, 3] and [8, 2].");
    RecurrentWeights shortBias =
        new RecurrentWeights(input, recurrent, bias, Parameter.of(Tensor.ones(7)));
    assertThatThrownBy(() -> new Lstm(List.of(shortBias), false, RecurrentDropout.NONE))
        .hasMessage(
            "Lstm: a bias must have one number for each of the 8 rows of the weights, but is [7].");
    RecurrentWeights wrong =
        new RecurrentWeights(input, recurrent, bias, bias, Parameter.of(Tensor.ones(2, 3)));
    assertThatThrownBy(() -> new Lstm(List.of(wrong), false, RecurrentDropout.NONE))
        .hasMessage("Lstm: the projection must be [projected, 2], but is [2, 3].");
  }
}
