using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Execution;

/// <summary>A new folder for short-lived files, open to its owner only; removed with all in it at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string purpose) =>
        Path = Directory.CreateTempSubdirectory($"lifecycle-{purpose}-").FullName;

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            PosixFile.RemoveTree(Path);
        }
        catch (IOException)
        {
            // What a program left there cannot be removed; that is no reason to fail what was done with it.
        }
    }
}
