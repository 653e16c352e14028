package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.format.FormatException;
import octavo.format.Json;
import octavo.nn.AcceptedFinding;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Dropout;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.GumbelVae;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// How rules are chosen, what a report says, and that looking changes nothing.
class LintReportTest {
  private static final Tensor X = input(2, 3, 6, 6);

  private static Layer faulty() {
    return chain(
        Conv2d.of(3, 4, kernel(3)).create(RNG), BatchNorm2d.create(4), step(x -> x.softmax(0)));
  }

  @Test
  void theReportForATerminal() {
    LintReport report =
        Lint.rules().only("useless-bias", "softmax-axis", "dead-relu").check(faulty(), X);
    assertThat(report.isClean()).isFalse();
    assertThat(report.errors()).extracting(Finding::rule).containsExactly("softmax-axis");
    assertThat(report.of("useless-bias")).hasSize(1);
    assertThat(report.of("dead-relu")).isEmpty();
    assertThat(report.toString().replaceAll("at \\w+\\.java:\\d+", "at LINE"))
        .isEqualTo(
            """
            error   2 [softmax-axis] at LINE
                    softmax runs over axis 0 of [2, 4, 4, 4], which is the batch.
                    why: The probabilities of one example depend on the other examples: with another batch the network answers otherwise, and alone it is always sure.
                    fix: Take the axis of the classes, 1 or -1.

            warning 0.bias [useless-bias] at LINE
                    the bias of 4 numbers stands ahead of the norm '1', which takes off the mean of each channel and the bias with it.
                    why: It changes no output in training and its gradient is 0; it costs 4 parameters, 16 bytes, and as much again for each number that the optimizer keeps of it.
                    fix: Create the layer withoutBias(), or build the block by Sequential.builder(), which leaves it out.

            not checked without the training data: dead-relu
            1 error, 1 warning.
            """);
  }

  @Test
  void theReportAsJson() throws FormatException {
    LintReport report =
        Lint.rules().only("drops-everything", "dead-relu").check(chain(Dropout.drop(1)), X);
    assertThat(Json.parse(report.toJson(), "report"))
        .isEqualTo(
            Map.of(
                "clean",
                false,
                "findings",
                List.of(
                    Map.of(
                        "rule",
                        "drops-everything",
                        "severity",
                        "error",
                        "path",
                        "0",
                        "place",
                        "",
                        "what",
                        "drops with probability 1.",
                        "why",
                        "In training its output is the same whatever enters, and nothing ahead of it gets a gradient.",
                        "fix",
                        "Give the probability to drop by drop(…) and the one to keep by keep(…): keep(1) changes nothing.")),
                "accepted",
                List.of(),
                "unchecked",
                List.of(Map.of("rule", "dead-relu", "needs", "the training data"))));
    assertThat(Lint.of(GumbelVae.of(8, 8).create(RNG), input(1, 1, 8, 8)).toJson())
        .contains("\"reason\":\"kernels of 3 with step 2");
  }

  @Test
  void aFindingNamesTheLineOfTheUser() {
    assertThat(
            Lint.of(FaultyNetwork.create(), input(2, 3, 16, 16))
                .of("checkerboard")
                .getFirst()
                .place())
        .matches("FaultyNetwork\\.java:\\d+");
  }

  @Test
  void rulesAreLeftOutByName() {
    assertThat(
            Lint.rules()
                .without("useless-bias", "softmax-axis", "batch-mixing")
                .check(faulty(), X)
                .isClean())
        .isFalse();
    assertThat(Lint.rules().without("useless-bias").list()).hasSize(Lint.rules().list().size() - 1);
    assertThat(Lint.rules().only("useless-bias").check(faulty(), X).findings()).hasSize(1);
  }

  @Test
  void unknownNamesAreRefused() {
    LintRules few = Lint.rules().only("useless-bias", "idle-taps");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> few.without("useless-bais"))
        .withMessage(
            "LintRules: a rule must be one of these, but is 'useless-bais': idle-taps, useless-bias.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> few.only("x"))
        .withMessage(
            "LintRules: a rule must be one of these, but is 'x': idle-taps, useless-bias.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> few.with(few.list().getFirst()))
        .withMessage(
            "LintRules: each rule must have its own name, but 'useless-bias' is there twice.");
  }

  /// A rule of one's own.
  record TooManyLayers(int most) implements Rule {
    @Override
    public String name() {
      return "too-many-layers";
    }

    @Override
    public String says() {
      return "there are many layers";
    }

    @Override
    public void check(Subject subject, Findings findings) {
      int layers = subject.layers().size();
      if (layers > most) {
        findings.warning("", "%d layers.".formatted(layers), "It is slow.", "Take out some.");
      }
    }
  }

  @Test
  void aRuleOfOnesOwn() {
    LintRules rules = Lint.rules().only("idle-taps").with(new TooManyLayers(3));
    assertThat(rules.check(faulty(), X).findings())
        .extracting(Finding::what)
        .containsExactly("4 layers.");
    assertThat(rules.check(chain(step(x -> x)), X).isClean()).isTrue();
  }

  /// A rule that does not say what it needs.
  record Greedy() implements Rule {
    @Override
    public String name() {
      return "greedy";
    }

    @Override
    public String says() {
      return "it wants a batch";
    }

    @Override
    public void check(Subject subject, Findings findings) {
      findings.error("", subject.batch().toString(), "", "");
    }
  }

  @Test
  void aRuleMustSayThatItNeedsATraining() {
    LintRules rules = new LintRules(List.of(new Greedy()));
    assertThatIllegalStateException()
        .isThrownBy(() -> rules.check(faulty(), X))
        .withMessage(
            "Subject: there is no training to look at. A rule that needs one says so by needs().");
  }

  /// A decoder whose uneven kernels are meant.
  @AcceptedFinding(rule = "checkerboard", at = "up", why = "it is a test")
  record Decoder(ConvTranspose2d up, ConvTranspose2d upper) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return upper.forward(up.forward(x, mode).relu(), mode);
    }
  }

  @Test
  void whatIsMeantIsToldApart() {
    ConvTranspose2d up = ConvTranspose2d.of(3, 3, kernel(3)).withStride(2).create(RNG);
    ConvTranspose2d upper = ConvTranspose2d.of(3, 3, kernel(3)).withStride(2).create(RNG);
    LintReport report = Lint.rules().only("checkerboard").check(chain(new Decoder(up, upper)), X);
    assertThat(report.findings()).extracting(Finding::path).containsExactly("0.upper");
    assertThat(report.accepted()).hasSize(1);
    assertThat(report.accepted().getFirst().finding().path()).isEqualTo("0.up");
    assertThat(report.toString()).contains("meant   0.up [checkerboard]: it is a test\n");
  }

  @Test
  void everyRuleSaysWhatItIsAbout() {
    for (Rule rule : Lint.rules().list()) {
      assertThat(rule.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(rule.says()).isNotBlank().doesNotEndWith(".");
    }
  }

  @Test
  void lookingChangesNothing() {
    Layer network =
        chain(
            Conv2d.of(3, 4, kernel(3)).create(RNG),
            BatchNorm2d.create(4),
            Dropout.drop(0.5),
            step(x -> x.relu().mean(2, 3)),
            Linear.of(4, 2).create(RNG));
    Map<String, String> before = numbers(network);
    TensorDataset data = new TensorDataset(X, Tensors.of(new long[] {0, 1}, 2));
    Lint.of(Training.of(network, DataLoader.inOrder(data, 2)).withLoss(CrossEntropy.mean()));
    assertThat(numbers(network)).isEqualTo(before);
    assertThat(network.parameters().values().stream().map(Parameter::name))
        .containsExactlyElementsOf(network.parameters().keySet());
  }

  private static Map<String, String> numbers(Layer network) {
    Map<String, String> numbers = new HashMap<>();
    network.state().forEach((name, x) -> numbers.put(name, Arrays.toString(x.toDoubleArray())));
    return numbers;
  }
}
