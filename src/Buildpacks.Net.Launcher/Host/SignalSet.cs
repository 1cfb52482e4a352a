using System.Runtime.InteropServices;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>A set of signals as the C library has it: 64 signals, and room for what will never come.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct SignalSet
{
    private ulong _signals;

    /// <summary>All signals.</summary>
    public static SignalSet All => new() { _signals = ulong.MaxValue };

    /// <summary>The set without a signal.</summary>
    public readonly SignalSet Without(int signal) => new() { _signals = _signals & ~(1UL << (signal - 1)) };

    /// <summary>The set with a signal.</summary>
    public readonly SignalSet With(int signal) => new() { _signals = _signals | (1UL << (signal - 1)) };
}
