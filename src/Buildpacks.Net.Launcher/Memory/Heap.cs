using Buildpacks.Net.Launcher.Host;

namespace Buildpacks.Net.Launcher.Memory;

/// <summary>
/// Memory of the C library. What a launch takes it keeps: the process becomes another program, and the kernel takes it all.
/// </summary>
internal static unsafe class Heap
{
    /// <summary>Room for some bytes; not cleared.</summary>
    public static byte* Allocate(int count) => (byte*)Require(SystemCalls.Allocate((nuint)count));

    /// <summary>Room for some values; not cleared.</summary>
    public static T* Allocate<T>(int count)
        where T : unmanaged => (T*)Require(SystemCalls.Allocate((nuint)count * (nuint)sizeof(T)));

    /// <summary>The same values with room for more.</summary>
    public static T* Grow<T>(T* values, int room)
        where T : unmanaged => (T*)Require(SystemCalls.Reallocate(values, (nuint)room * (nuint)sizeof(T)));

    /// <summary>Copies bytes; the two places do not overlap.</summary>
    public static void Copy(byte* from, byte* to, int count) => _ = SystemCalls.CopyMemory(to, from, (nuint)count);

    private static void* Require(void* memory)
    {
        if (memory is null)
        {
            // There is not even the memory for a message.
            SystemCalls.Exit(ExitCodes.Launch);
        }

        return memory;
    }
}
