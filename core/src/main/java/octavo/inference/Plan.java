package octavo.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import octavo.storage.FloatStorage;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A program ready to run: its steps bound to kernels, weights and places in memory. Any number of
/// threads may run it at once; each call takes a set of buffers that nobody else uses, and leaves it
/// for the next.
final class Plan {
  private final List<String> description;
  private final List<Instruction> instructions;
  private final @Nullable Tensor[] constants;
  private final int[] bufferSizes;
  private final int input;
  private final int output;
  private final boolean ownResult;
  private final ConcurrentLinkedQueue<FloatStorage[]> idle = new ConcurrentLinkedQueue<>();

  /// Everything a call works with: the values by number, and the buffers.
  record Memory(@Nullable Tensor[] values, FloatStorage[] buffers) {
    Tensor get(int number) {
      Tensor value = values[number];
      if (value == null) {
        throw new IllegalStateException("inference: value " + number + " is not there.");
      }
      return value;
    }
  }

  /// One step, ready to run, and the values that nobody reads after it.
  private record Instruction(Action action, int[] done) {}

  /// What a step does.
  interface Action {
    void run(Memory memory);
  }

  /// A plan for `program`; `constants` keeps each tensor that the plan holds.
  Plan(Program program, Constants constants) {
    BufferPlanner planner = new BufferPlanner(program);
    Numbers numbers = new Numbers();
    this.input = numbers.of(program.input());
    Binder binder = new Binder(planner, constants, numbers::of);
    List<Action> actions = program.steps().stream().map(binder::bind).toList();
    this.output = numbers.of(program.output());
    this.bufferSizes = planner.sizes();
    this.constants = numbers.constants(constants);
    this.instructions = instructions(program, actions, numbers);
    this.ownResult = isOwn(program);
    this.description = program.steps().stream().flatMap(step -> step.describe().stream()).toList();
  }

  /// Whether the result is a fresh tensor without gaps, so that it can be given away.
  private static boolean isOwn(Program program) {
    Step last = program.producer(program.output());
    return last != null && BufferPlanner.fills(last);
  }

  private static List<Instruction> instructions(
      Program program, List<Action> actions, Numbers numbers) {
    Map<Value, Integer> lastReads = new HashMap<>();
    for (int i = 0; i < actions.size(); i++) {
      for (Value value : program.steps().get(i).inputs()) {
        lastReads.put(value, i);
      }
    }
    List<Instruction> all = new ArrayList<>();
    for (int i = 0; i < actions.size(); i++) {
      int at = i;
      int[] done =
          program.steps().get(i).inputs().stream()
              .filter(v ->
                  v != program.output()
                      && v.constant() == null
                      && lastReads.getOrDefault(v, -1) == at)
              .mapToInt(numbers::of)
              .toArray();
      all.add(new Instruction(actions.get(i), done));
    }
    return all;
  }

  /// What is done, one line per step.
  List<String> description() {
    return description;
  }

  /// The result for `x`, a tensor of its own.
  Tensor run(Tensor x) {
    FloatStorage[] buffers = idle.poll();
    return run(x, buffers == null ? buffers() : buffers);
  }

  /// Fresh buffers for one call.
  FloatStorage[] buffers() {
    return Arrays.stream(bufferSizes)
        .mapToObj(size -> FloatStorage.allocate(size))
        .toArray(FloatStorage[]::new);
  }

  /// [#run(Tensor)] in these buffers, whatever they hold.
  Tensor run(Tensor x, FloatStorage[] buffers) {
    Memory memory = new Memory(constants.clone(), buffers);
    memory.values()[input] = x;
    for (Instruction instruction : instructions) {
      instruction.action().run(memory);
      for (int number : instruction.done()) {
        memory.values()[number] = null; // what lies in no buffer can be collected
      }
    }
    Tensor y = memory.get(output);
    Tensor result = ownResult ? y : y.copy();
    idle.add(buffers);
    return result;
  }

  /// Numbers the values of a program.
  private static final class Numbers {
    private final Map<Value, Integer> numbers = new HashMap<>();

    int of(Value value) {
      return numbers.computeIfAbsent(value, v -> numbers.size());
    }

    /// The constants among them, each in its place.
    @Nullable Tensor[] constants(Constants kept) {
      @Nullable Tensor[] found = new @Nullable Tensor[numbers.size()];
      numbers.forEach((value, number) -> {
        Tensor tensor = value.constant();
        found[number] = tensor == null ? null : kept.keep(tensor);
      });
      return found;
    }
  }
}
