// The types that every C# program is made of. There is no System.Private.CoreLib in the bare executable: these few stand in
// for it, with the names and layouts that the compilers know.
namespace System;

public class Object
{
    private readonly IntPtr _methodTable;
}

public abstract class ValueType;

public abstract class Enum : ValueType;

public struct Void;

public struct Boolean;

public struct Char;

public struct SByte;

public struct Byte;

public struct Int16;

public struct UInt16;

public struct Int32
{
    public const int MaxValue = 0x7FFFFFFF;
}

public struct UInt32;

public struct Int64;

public struct UInt64
{
    public const ulong MaxValue = 0xFFFFFFFFFFFFFFFF;
}

public struct IntPtr;

public struct UIntPtr;

public struct Single;

public struct Double;

public struct RuntimeTypeHandle;

public struct RuntimeMethodHandle;

public struct RuntimeFieldHandle;

public abstract class Array;

public abstract class Delegate;

public abstract class MulticastDelegate : Delegate;

public sealed class String
{
    public readonly int Length;
}

/// <summary>Never made: what would be thrown has ended the process before.</summary>
public class Exception;

public struct Nullable<T>(T value)
    where T : struct
{
    public readonly bool HasValue => _hasValue;

    public readonly T Value => value;

    private readonly bool _hasValue = true;

    public readonly T GetValueOrDefault() => value;

    public static implicit operator Nullable<T>(T value) => new Nullable<T>(value);
}

public struct ValueTuple<T1, T2>(T1 item1, T2 item2)
{
    public T1 Item1 = item1;
    public T2 Item2 = item2;
}
