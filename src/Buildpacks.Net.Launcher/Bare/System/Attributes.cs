// The attributes that the sources use or the C# compiler adds; all are for compilers, none does anything at run time.
namespace System
{
    public class Attribute;

    public enum AttributeTargets
    {
        All = 0x7FFF,
    }

    public sealed class AttributeUsageAttribute(AttributeTargets targets) : Attribute
    {
        public AttributeTargets ValidOn => targets;

        public bool AllowMultiple { get; set; }

        public bool Inherited { get; set; }
    }

    public sealed class FlagsAttribute : Attribute;

    public sealed class ParamArrayAttribute : Attribute;
}

namespace System.Reflection
{
    public sealed class DefaultMemberAttribute(string name) : Attribute
    {
        public string Name => name;
    }
}

namespace System.Runtime
{
    /// <summary>The method has this name for the linker.</summary>
    internal sealed class RuntimeExportAttribute(string name) : Attribute
    {
        public string Name => name;
    }
}

namespace System.Runtime.CompilerServices
{
    public sealed class IsReadOnlyAttribute : Attribute;

    public sealed class IsByRefLikeAttribute : Attribute;

    public sealed class IntrinsicAttribute : Attribute;

    public static class IsExternalInit;
}

namespace System.Runtime.InteropServices
{
    public sealed class UnmanagedType;

    public sealed class InAttribute : Attribute;

    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }

    public sealed class StructLayoutAttribute(LayoutKind kind) : Attribute
    {
        public int Size;
        public int Pack;

        public LayoutKind Value => kind;
    }

    public sealed class DllImportAttribute(string library) : Attribute
    {
        public string EntryPoint;
        public bool SetLastError;

        public string Value => library;
    }
}
