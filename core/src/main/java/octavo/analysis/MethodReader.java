package octavo.analysis;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import octavo.analysis.MethodCode.CallSite;
import org.jspecify.annotations.Nullable;

/// Finds out where the receivers and arguments of a method's calls come from, by running its code on
/// [Source]s in place of values. Where ways meet, what differs is unknown; the code is gone through until
/// nothing changes any more.
final class MethodReader {
  private final CodeModel code;
  private final CodeAttribute places;
  private final List<Source> parameters = new ArrayList<>();
  private final Map<Label, Operands> states = new HashMap<>();
  private final Map<Integer, CallSite> calls = new HashMap<>();
  private final Map<Integer, List<Integer>> next = new HashMap<>();
  private @Nullable Operands now;
  private boolean changed;
  private int place;
  private int line;

  private MethodReader(MethodModel method, CodeModel code) {
    this.code = code;
    this.places = (CodeAttribute) code;
    if (!method.flags().has(AccessFlag.STATIC)) {
      parameters.add(Source.THIS);
    }
    int index = 0;
    for (ClassDesc type : method.methodTypeSymbol().parameterList()) {
      parameters.add(new Source.Argument(index++));
      if (TypeKind.from(type).slotSize() == 2) {
        parameters.add(Source.UNKNOWN);
      }
    }
  }

  /// What the code of a method tells; nothing where it has none.
  static MethodCode read(MethodModel method) {
    boolean isStatic = method.flags().has(AccessFlag.STATIC);
    CodeModel code = method.code().orElse(null);
    if (code == null) {
      return MethodCode.of(isStatic, Map.of(), Map.of());
    }
    MethodReader reader = new MethodReader(method, code);
    reader.enterHandlers();
    do {
      reader.changed = false;
      reader.pass();
    } while (reader.changed);
    return MethodCode.of(isStatic, reader.calls, reader.next);
  }

  /// A handler begins with the exception alone, and with what the method was given and has not replaced
  /// anywhere.
  private void enterHandlers() {
    Set<Integer> replaced = new HashSet<>();
    for (CodeElement element : code) {
      if (element instanceof StoreInstruction store) {
        replaced.add(store.slot());
      }
    }
    for (CodeElement element : code) {
      if (element instanceof ExceptionCatch handler) {
        Operands state = new Operands(places.maxLocals());
        for (int i = 0; i < parameters.size(); i++) {
          state.store(i, replaced.contains(i) ? Source.UNKNOWN : parameters.get(i));
        }
        state.push(Source.UNKNOWN, 1);
        states.put(handler.handler(), state);
      }
    }
  }

  private void pass() {
    now = new Operands(places.maxLocals());
    for (int i = 0; i < parameters.size(); i++) {
      now.store(i, parameters.get(i));
    }
    place = 0;
    for (CodeElement element : code) {
      switch (element) {
        case LineNumber number -> line = number.line();
        case LabelTarget target -> meet(target.label());
        case Instruction instruction -> {
          int after = place + instruction.sizeInBytes();
          if (now != null) {
            run(instruction, now);
          }
          if (now != null) {
            follow(after);
          }
          place = after;
        }
        default -> {}
      }
    }
  }

  private void follow(int to) {
    List<Integer> known = next.computeIfAbsent(place, p -> new ArrayList<>());
    if (!known.contains(to)) {
      known.add(to);
    }
  }

  /// Goes on at a label with what all ways to it have in common.
  private void meet(Label label) {
    if (now != null) {
      join(label, now);
    }
    Operands state = states.get(label);
    now = state == null ? null : state.copy();
  }

  private void join(Label label, Operands state) {
    Operands known = states.get(label);
    if (known == null) {
      states.put(label, state.copy());
      changed = true;
    } else {
      changed |= known.meet(state);
    }
  }

  private void jump(Label label, Operands state) {
    follow(places.labelToBci(label));
    join(label, state);
  }

  private void run(Instruction instruction, Operands s) {
    switch (instruction) {
      case LoadInstruction load -> s.push(s.load(load.slot()), load.typeKind().slotSize());
      case StoreInstruction store -> s.store(store.slot(), s.pop(store.typeKind().slotSize()));
      case IncrementInstruction add -> increment(add, s);
      case ConstantInstruction constant ->
          s.push(
              constant.constantValue() instanceof Integer value
                  ? new Source.Constant(value, place)
                  : Source.UNKNOWN,
              constant.typeKind().slotSize());
      case FieldInstruction field -> field(field, s);
      case InvokeInstruction call -> call(call, s);
      case InvokeDynamicInstruction call -> {
        arguments(call.typeSymbol(), s);
        result(call.typeSymbol(), Source.UNKNOWN, s);
      }
      case NewObjectInstruction made -> s.push(new Source.Made(), 1);
      case NewPrimitiveArrayInstruction made -> s.replace(1, 1);
      case NewReferenceArrayInstruction made -> s.replace(1, 1);
      case NewMultiArrayInstruction made -> s.replace(made.dimensions(), 1);
      case ArrayLoadInstruction load -> s.replace(2, load.typeKind().slotSize());
      case ArrayStoreInstruction store -> s.replace(2 + store.typeKind().slotSize(), 0);
      case TypeCheckInstruction check -> {
        if (check.opcode() == Opcode.INSTANCEOF) {
          s.replace(1, 1);
        }
      }
      case OperatorInstruction operator -> operator(operator, s);
      case ConvertInstruction convert ->
          s.replace(convert.fromType().slotSize(), convert.toType().slotSize());
      case StackInstruction shuffle -> s.shuffle(shuffle.opcode());
      case MonitorInstruction monitor -> s.replace(1, 0);
      case NopInstruction nothing -> {}
      case DiscontinuedInstruction old -> now = null;
      default -> leave(instruction, s);
    }
  }

  /// Instructions after which another place may follow than the next.
  private void leave(Instruction instruction, Operands s) {
    switch (instruction) {
      case BranchInstruction branch -> {
        switch (branch.opcode()) {
          case GOTO, GOTO_W -> {}
          case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> s.replace(2, 0);
          case IF_ACMPEQ, IF_ACMPNE -> s.replace(2, 0);
          default -> s.replace(1, 0);
        }
        jump(branch.target(), s);
        if (branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W) {
          now = null;
        }
      }
      case TableSwitchInstruction table -> choose(table.cases(), table.defaultTarget(), s);
      case LookupSwitchInstruction lookup -> choose(lookup.cases(), lookup.defaultTarget(), s);
      case ReturnInstruction end -> now = null;
      case ThrowInstruction end -> now = null;
      default -> throw new IllegalStateException("NetworkGraph: unknown code " + instruction + ".");
    }
  }

  private void choose(List<SwitchCase> cases, Label otherwise, Operands s) {
    s.replace(1, 0);
    jump(otherwise, s);
    cases.forEach(c -> jump(c.target(), s));
    now = null;
  }

  private void increment(IncrementInstruction add, Operands s) {
    Source grown =
        switch (s.load(add.slot())) {
          case Source.Constant c when add.constant() == 1 -> new Source.Counter(c.at(), place);
          case Source.Counter c when add.constant() == 1 && c.step() == place -> c;
          default -> Source.UNKNOWN;
        };
    s.store(add.slot(), grown);
  }

  private static void field(FieldInstruction field, Operands s) {
    int size = TypeKind.from(field.typeSymbol()).slotSize();
    switch (field.opcode()) {
      case GETFIELD -> s.push(new Source.Field(s.pop(1), field.name().stringValue()), size);
      case GETSTATIC -> s.push(Source.UNKNOWN, size);
      case PUTFIELD -> s.replace(size + 1, 0);
      default -> s.replace(size, 0);
    }
  }

  private static void operator(OperatorInstruction operator, Operands s) {
    int size = operator.typeKind().slotSize();
    switch (operator.opcode()) {
      case ARRAYLENGTH -> s.replace(1, 1);
      case INEG, LNEG, FNEG, DNEG -> s.replace(size, size);
      case LCMP, DCMPL, DCMPG -> s.replace(4, 1);
      case FCMPL, FCMPG -> s.replace(2, 1);
      case LSHL, LSHR, LUSHR -> s.replace(3, 2);
      default -> s.replace(2 * size, size);
    }
  }

  private static List<Source> arguments(MethodTypeDesc type, Operands s) {
    List<Source> found = new ArrayList<>();
    for (ClassDesc argument : type.parameterList().reversed()) {
      found.add(s.pop(TypeKind.from(argument).slotSize()));
    }
    return found.reversed();
  }

  private static void result(MethodTypeDesc type, Source value, Operands s) {
    int size = TypeKind.from(type.returnType()).slotSize();
    if (size > 0) {
      s.push(value, size);
    }
  }

  private void call(InvokeInstruction call, Operands s) {
    String name = call.name().stringValue();
    List<Source> arguments = arguments(call.typeSymbol(), s);
    @Nullable Source receiver = call.opcode() == Opcode.INVOKESTATIC ? null : s.pop(1);
    calls.put(place, new CallSite(name, line, receiver, arguments));
    String owner = call.owner().asInternalName();
    Source value =
        receiver == null
            ? Calls.staticResult(owner, name, arguments)
            : Calls.result(name, receiver, arguments, call.typeSymbol().returnType(), place);
    result(call.typeSymbol(), value, s);
  }
}
