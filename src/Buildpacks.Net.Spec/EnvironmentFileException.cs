namespace Buildpacks.Net.Spec;

/// <summary>A file or folder that sets environment variables cannot be read.</summary>
public sealed class EnvironmentFileException : SpecException
{
    /// <summary>The only code of this class.</summary>
    public const string Unreadable = "BPN1301";

    /// <summary>Reports a file or folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="problem">Why it cannot be read.</param>
    /// <param name="cause">The fault below, if any.</param>
    public EnvironmentFileException(string path, string problem, Exception? cause = null)
        : base(Unreadable, $"the environment variables in {path} cannot be read: {problem}", cause) => Path = path;

    /// <summary>The file or folder.</summary>
    public string Path { get; }
}
