using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Host;

/// <summary>Lists of texts as execve and posix_spawn take them.</summary>
internal static unsafe class TextArray
{
    /// <summary>The texts, each with a NUL at its end, and a null behind the last. The launch fails when there is a NUL in one.</summary>
    /// <param name="texts">Arguments or variables.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="program">The program they are for.</param>
    public static byte** Of(Sequence<Bytes> texts, Bytes what, Bytes program)
    {
        var pointers = (byte**)Heap.Allocate((texts.Count + 1) * sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            pointers[i] = texts[i].IndexOf(0) < 0 ? texts[i].Terminated() : throw HoldsNul(texts[i], what, program);
        }

        pointers[texts.Count] = null;
        return pointers;
    }

    private static Exception HoldsNul(Bytes text, Bytes what, Bytes program) => Fault.Of(
        Faults.Nul,
        default(BytesBuilder).Add(program).Add(" cannot be started: "u8).Add(what).Add((byte)' ').Add(text.First(text.IndexOf(0)))
            .Add(" holds a NUL character. Find what sets it: an env file or exec.d program of a layer, or metadata.toml."u8));
}
