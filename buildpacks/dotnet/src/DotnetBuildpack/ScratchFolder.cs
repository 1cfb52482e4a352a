namespace DotnetBuildpack;

/// <summary>A new folder for what a build needs only while it runs; removed with all in it at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dotnet-buildpack-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What a compiler still holds there is no reason to fail a build that is done.
        }
    }
}
