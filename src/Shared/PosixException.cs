using System.Runtime.InteropServices;

namespace Buildpacks.Net.Shared;

/// <summary>A system call failed: what was tried, on which path, and the system's reason.</summary>
internal sealed class PosixException : IOException
{
    public PosixException(string action, string path, int error)
        : base($"could not {action} {path}: {Marshal.GetPInvokeErrorMessage(error)}")
    {
        Error = error;
        Path = path;
    }

    /// <summary>The errno of the call.</summary>
    public int Error { get; }

    /// <summary>The path the call was given.</summary>
    public string Path { get; }

    /// <summary>The exception for the call that has just failed on this thread.</summary>
    public static PosixException Last(string action, string path) =>
        new(action, path, Marshal.GetLastPInvokeError());
}
