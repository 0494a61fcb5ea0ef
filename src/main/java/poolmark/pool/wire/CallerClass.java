// SPDX-License-Identifier: Apache-2.0
package poolmark.pool.wire;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * The class file of a {@link DirectCall} (Java Virtual Machine Specification, chapter 4). It is written in a JVM that has just
 * begun, where every call takes a tenth of a microsecond, so that texts go as a whole and without a stream's layers. As Java:
 *
 * <pre>{@code
 * final class Owner$Call extends DirectCall {
 *     static { born(new Owner$Call()); }
 *     Object call(Object[] captured, Object argument) { return Owner.method((A) captured[0], ..., (Z) argument); }
 * }
 * }</pre>
 */
final class CallerClass {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JDK_17 = 61;
    private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
    private static final int PROTECTED = 0x0004;
    private static final int PUBLIC = 0x0001;
    private static final int STATIC = 0x0008;

    private static final int UTF_8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;

    private static final int ACONST_NULL = 0x01;
    private static final int SIPUSH = 0x11;
    private static final int ALOAD_0 = 0x2a;
    private static final int ALOAD_1 = 0x2b;
    private static final int ALOAD_2 = 0x2c;
    private static final int AALOAD = 0x32;
    private static final int DUP = 0x59;
    private static final int ARETURN = 0xb0;
    private static final int RETURN = 0xb1;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKESTATIC = 0xb8;
    private static final int NEW = 0xbb;
    private static final int CHECKCAST = 0xc0;

    private static final String SUPER = "poolmark/pool/wire/DirectCall";

    private static final int COMMON_BYTES = 1 << 10;

    private final ByteSink pool = new ByteSink(COMMON_BYTES);
    private final Method method;
    private final int captured;
    private final String name;
    private int constants;

    /** For a static method whose first arguments are captured ones. */
    CallerClass(Method method, int captured) {
        this.method = method;
        this.captured = captured;
        this.name = internal(method.getDeclaringClass()).concat("$Call");
    }

    byte[] bytes() {
        ByteSink rest = new ByteSink(COMMON_BYTES);
        writeRest(rest);
        ByteSink whole = new ByteSink(pool.size() + rest.size() + 10);
        whole.writeInt(MAGIC);
        whole.writeInt(JDK_17);
        writeShort(whole, constants + 1);
        append(whole, pool);
        append(whole, rest);
        return whole.toByteArray();
    }

    private void writeRest(ByteSink out) {
        int self = type(name);
        writeShort(out, FINAL_SUPER_SYNTHETIC);
        writeShort(out, self);
        writeShort(out, type(SUPER));
        writeShort(out, 0); // interfaces
        writeShort(out, 0); // fields
        writeShort(out, 3); // methods
        writeMethod(out, PROTECTED, "<init>", "()V", 1, constructor());
        writeMethod(out, STATIC, "<clinit>", "()V", 0, initializer(self));
        writeMethod(out, PUBLIC, "call", "([Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", 3, call());
        writeShort(out, 0); // attributes
    }

    private void writeMethod(ByteSink out, int access, String called, String descriptor, int locals, ByteSink code) {
        writeShort(out, access);
        writeShort(out, utf8(called));
        writeShort(out, utf8(descriptor));
        writeShort(out, 1); // attribute
        writeShort(out, utf8("Code"));
        out.writeInt(12 + code.size());
        writeShort(out, 2 + 2 * method.getParameterCount()); // no argument takes more of the stack
        writeShort(out, locals);
        out.writeInt(code.size());
        append(out, code);
        writeShort(out, 0); // exception handlers
        writeShort(out, 0); // attributes
    }

    private ByteSink constructor() {
        ByteSink code = new ByteSink();
        code.write(ALOAD_0);
        append(code, INVOKESPECIAL, member(METHOD, SUPER, "<init>", "()V"));
        code.write(RETURN);
        return code;
    }

    private ByteSink initializer(int self) {
        ByteSink code = new ByteSink();
        append(code, NEW, self);
        code.write(DUP);
        // by the one entry that names a hidden class: any other is looked for among the classes that have names
        append(code, INVOKESPECIAL, member(METHOD, self, "<init>", "()V"));
        append(code, INVOKESTATIC, member(METHOD, SUPER, "born", "(Lpoolmark/pool/wire/DirectCall;)V"));
        code.write(RETURN);
        return code;
    }

    private ByteSink call() {
        ByteSink code = new ByteSink();
        Class<?>[] parameters = method.getParameterTypes();
        for (int i = 0; i < parameters.length; i++) {
            if (i < captured) {
                code.write(ALOAD_1);
                append(code, SIPUSH, i);
                code.write(AALOAD);
            } else {
                code.write(ALOAD_2);
            }
            convert(code, parameters[i]);
        }
        int kind = method.getDeclaringClass().isInterface() ? INTERFACE_METHOD : METHOD;
        append(
                code,
                INVOKESTATIC,
                member(kind, internal(method.getDeclaringClass()), method.getName(), descriptor(parameters)));
        box(code, method.getReturnType());
        code.write(ARETURN);
        return code;
    }

    /** What lies on the stack as an object becomes what the method takes. */
    private void convert(ByteSink code, Class<?> wanted) {
        String boxed = internal(wanted.isPrimitive() ? wrapper(wanted) : wanted);
        append(code, CHECKCAST, type(boxed));
        if (wanted.isPrimitive()) {
            append(
                    code,
                    INVOKEVIRTUAL,
                    member(METHOD, boxed, wanted.getName().concat("Value"), "()".concat(wanted.descriptorString())));
        }
    }

    private void box(ByteSink code, Class<?> returned) {
        if (returned == void.class) {
            code.write(ACONST_NULL);
        } else if (returned.isPrimitive()) {
            Class<?> wrapper = wrapper(returned);
            StringBuilder descriptor = new StringBuilder("(");
            descriptor.append(returned.descriptorString()).append(')').append(wrapper.descriptorString());
            append(code, INVOKESTATIC, member(METHOD, internal(wrapper), "valueOf", descriptor.toString()));
        }
    }

    private String descriptor(Class<?>... parameters) {
        // no + for texts here: the first one of a JVM builds method handles, as reflection would
        StringBuilder descriptor = new StringBuilder("(");
        for (Class<?> parameter : parameters) {
            descriptor.append(parameter.descriptorString());
        }
        return descriptor
                .append(')')
                .append(method.getReturnType().descriptorString())
                .toString();
    }

    private static Class<?> wrapper(Class<?> primitive) {
        return switch (primitive.descriptorString().charAt(0)) {
            case 'Z' -> Boolean.class;
            case 'B' -> Byte.class;
            case 'C' -> Character.class;
            case 'S' -> Short.class;
            case 'I' -> Integer.class;
            case 'J' -> Long.class;
            case 'F' -> Float.class;
            default -> Double.class;
        };
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static void append(ByteSink code, int instruction, int operand) {
        code.write(instruction);
        writeShort(code, operand);
    }

    private static void append(ByteSink out, ByteSink part) {
        out.write(part.array(), 0, part.size());
    }

    private static void writeShort(ByteSink out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    private int utf8(String text) {
        // a name that class files write otherwise is refused, and reflection is left
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pool.write(UTF_8);
        writeShort(pool, bytes.length);
        pool.write(bytes, 0, bytes.length);
        return ++constants;
    }

    private int type(String internalName) {
        return pair(CLASS, utf8(internalName), -1);
    }

    private int member(int kind, String owner, String called, String descriptor) {
        return member(kind, type(owner), called, descriptor);
    }

    private int member(int kind, int owner, String called, String descriptor) {
        int text = utf8(called);
        return pair(kind, owner, pair(NAME_AND_TYPE, text, utf8(descriptor)));
    }

    /** An entry of one or two references to others. */
    private int pair(int kind, int first, int second) {
        pool.write(kind);
        writeShort(pool, first);
        if (second >= 0) {
            writeShort(pool, second);
        }
        return ++constants;
    }
}
