// What the native compiler looks up by name, whether or not anything calls it. There is no runtime below this program: no
// garbage collector, no exceptions, no type checks, no threads. So most of it is empty.
using System;
using System.Runtime;
using System.Runtime.InteropServices;
using Buildpacks.Net.Launcher;

namespace System
{
    internal static unsafe class SpanHelpers
    {
        public static void Memmove(ref byte to, ref byte from, nuint count)
        {
            fixed (byte* target = &to)
            fixed (byte* source = &from)
            {
                _ = MoveMemory(target, source, count);
            }
        }

        public static void Fill(ref byte to, byte value, nuint count)
        {
            fixed (byte* target = &to)
            {
                _ = SetMemory(target, value, count);
            }
        }

        public static void ClearWithoutReferences(ref byte to, nuint count) => Fill(ref to, 0, count);

        [DllImport("libc", EntryPoint = "memmove")]
        private static extern void* MoveMemory(void* to, void* from, nuint count);

        [DllImport("libc", EntryPoint = "memset")]
        private static extern void* SetMemory(void* to, int value, nuint count);
    }

    internal static class Buffer
    {
        public static void BulkMoveWithWriteBarrier(ref byte to, ref byte from, nuint count) => SpanHelpers.Memmove(ref to, ref from, count);
    }
}

namespace System.Runtime
{
    internal static class TypeCast
    {
        public static void CheckCastAny() => Unreachable.End();

        public static void CheckCastInterface() => Unreachable.End();

        public static void CheckCastClass() => Unreachable.End();

        public static void CheckCastClassSpecial() => Unreachable.End();

        public static void IsInstanceOfAny() => Unreachable.End();

        public static void IsInstanceOfInterface() => Unreachable.End();

        public static void IsInstanceOfClass() => Unreachable.End();

        public static void IsInstanceOfException() => Unreachable.End();
    }
}

namespace System.Runtime.CompilerServices
{
    public static class RuntimeFeature
    {
        public const string ByRefFields = nameof(ByRefFields);
        public const string NumericIntPtr = nameof(NumericIntPtr);
        public const string UnmanagedSignatureCallingConvention = nameof(UnmanagedSignatureCallingConvention);
    }

    public static class RuntimeHelpers
    {
        public static unsafe int OffsetToStringData => sizeof(IntPtr) + sizeof(int);
    }

    public static class Unsafe
    {
        [Intrinsic]
        public static extern ref T Add<T>(ref T source, int elementOffset);
    }
}

namespace System.Runtime.InteropServices
{
    internal static class IDynamicInterfaceCastable
    {
        public static void GetDynamicInterfaceImplementation() => Unreachable.End();
    }

    /// <summary>The compiler calls these around imports whose error counts; the C library's own place keeps it well enough.</summary>
    internal static class PInvokeMarshal
    {
        public static void ClearLastError()
        {
        }

        public static void SaveLastError()
        {
        }
    }

    internal static unsafe class Marshal
    {
        public static int GetLastPInvokeError() => *ErrorPlace();

        [DllImport("libc", EntryPoint = "__errno_location")]
        private static extern int* ErrorPlace();
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    internal static class ThrowHelpers
    {
        public static void ThrowFeatureBodyRemoved() => Unreachable.End();

        public static void ThrowInvalidProgramException() => Unreachable.End();

        public static void ThrowDivideByZeroException() => Unreachable.End();

        public static void ThrowOverflowException() => Unreachable.End();

        public static void ThrowIndexOutOfRangeException() => Unreachable.End();

        public static void ThrowNullReferenceException() => Unreachable.End();
    }

    internal static class StartupCodeHelpers
    {
        [RuntimeExport("RhpPInvoke")]
        private static void EnterNative(IntPtr frame)
        {
        }

        [RuntimeExport("RhpPInvokeReturn")]
        private static void LeaveNative(IntPtr frame)
        {
        }

        [RuntimeExport("RhpReversePInvoke")]
        private static void EnterManaged(IntPtr frame)
        {
        }

        [RuntimeExport("RhpReversePInvokeReturn")]
        private static void LeaveManaged(IntPtr frame)
        {
        }

        [RuntimeExport("RhpThrowEx")]
        private static void Throw(IntPtr exception) => Unreachable.End();

        [RuntimeExport("RhpFallbackFailFast")]
        private static void FailFast() => Unreachable.End();
    }
}
