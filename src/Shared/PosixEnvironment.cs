using System.Runtime.InteropServices;

namespace Buildpacks.Net.Shared;

/// <summary>This process's inherited environment, byte for byte.</summary>
internal static unsafe class PosixEnvironment
{
    /// <summary>The entries as they are, "NAME=value" in inherited order; oddities such as entries without "=" included.</summary>
    public static List<string> Entries()
    {
        var entries = new List<string>();
        for (var entry = LibC.EnvironmentBlock(); entry is not null && *entry is not null; entry++)
        {
            entries.Add(PosixText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*entry)));
        }

        return entries;
    }
}
