using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Spec.Env;

/// <summary>What a layer does to the environment, as it was when it was read.</summary>
public sealed record LayerEnvironment
{
    /// <summary>Absolute path of the layer.</summary>
    public required string Path { get; init; }

    /// <summary>Which of the folders <c>bin</c>, <c>lib</c>, <c>include</c> and <c>pkgconfig</c> it has.</summary>
    public IReadOnlyList<string> RootFolders { get; init; } = [];

    /// <summary>Its folders of environment files, in the order in which they apply.</summary>
    public IReadOnlyList<EnvironmentFolder> Folders { get; init; } = [];

    /// <summary>Reads what counts for later buildpacks: <c>env</c> and <c>env.build</c>.</summary>
    /// <param name="layer">Absolute path of the layer, without a slash at its end.</param>
    /// <exception cref="EnvironmentFileException">A folder or file cannot be read.</exception>
    public static LayerEnvironment ReadForBuild(string layer) => new()
    {
        Path = layer,
        RootFolders = FindRootFolders(layer, ["bin", "lib", "include", "pkgconfig"]),
        Folders = [EnvironmentFolder.Read(layer + "/env"), EnvironmentFolder.Read(layer + "/env.build")],
    };

    private static List<string> FindRootFolders(string layer, ReadOnlySpan<string> names)
    {
        var found = new List<string>(names.Length);
        foreach (var name in names)
        {
            if (Exists(layer + "/" + name))
            {
                found.Add(name);
            }
        }

        return found;
    }

    /// <summary>Whether there is anything at the path; the reference does not ask for a folder.</summary>
    private static bool Exists(string path)
    {
        try
        {
            return PosixFile.TryStatus(path) is not null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            throw new EnvironmentFileException(path, exception.Message, exception);
        }
    }
}
