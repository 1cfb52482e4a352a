using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Buildpacks.Net.Benchmarks;

/// <summary>Starts a program with posix_spawn and waits for it: .NET's own way costs more than what is measured here.</summary>
internal sealed unsafe partial class TimedProcess : IDisposable
{
    private readonly byte** _arguments;
    private readonly byte** _environment;
    private readonly byte* _path;

    public TimedProcess(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        _path = Text(path);
        _arguments = Array(arguments);
        _environment = Array(environment);
    }

    /// <summary>Runs it once; gives the microseconds on the clock.</summary>
    public double Run()
    {
        int status;
        int process;
        long start = Stopwatch.GetTimestamp();
        int error = Spawn(&process, _path, null, null, _arguments, _environment);
        if (error != 0 || Wait(process, &status, 0) != process || status != 0)
        {
            throw new InvalidOperationException($"{Marshal.PtrToStringUTF8((nint)_path)} does not end with 0");
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    public void Dispose()
    {
        Free(_arguments);
        Free(_environment);
        NativeMemory.Free(_path);
    }

    private static byte** Array(IReadOnlyList<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
        {
            array[i] = Text(texts[i]);
        }

        return array;
    }

    private static byte* Text(string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }

    private static void Free(byte** array)
    {
        for (int i = 0; array[i] is not null; i++)
        {
            NativeMemory.Free(array[i]);
        }

        NativeMemory.Free(array);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Spawn(int* process, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int process, int* status, int options);
}
