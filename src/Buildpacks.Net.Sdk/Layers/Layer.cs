using Buildpacks.Net.Sdk.Sbom;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Sdk.Layers;

/// <summary>A layer of this build: its folder, and what goes with it.</summary>
public sealed class Layer
{
    internal Layer(LayerName name, string folder, LayerOutcome outcome, IReadOnlyList<string> changedInputs)
    {
        Name = name;
        Folder = folder;
        Outcome = outcome;
        ChangedInputs = changedInputs;
    }

    /// <summary>The layer's name.</summary>
    public LayerName Name { get; }

    /// <summary>
    /// Absolute path of the layer's contents. For a layer that is only for launch and was <see cref="LayerOutcome.Reused"/>, the
    /// folder does not exist: the contents stay in the previous image.
    /// </summary>
    public string Folder { get; }

    /// <summary>Why the contents were made again, or that they were not.</summary>
    public LayerOutcome Outcome { get; }

    /// <summary>Names of the inputs that differ from the last build; empty unless <see cref="LayerOutcome.InputsChanged"/>.</summary>
    public IReadOnlyList<string> ChangedInputs { get; }

    /// <summary>The folder whose programs run before each process starts (Buildpack specification, "exec.d").</summary>
    public string ExecDFolder => Path.Combine(Folder, "exec.d");

    /// <summary>The environment variables this layer gives to <paramref name="scope"/>.</summary>
    public LayerVariables Variables(EnvironmentScope scope) => new(Path.Combine(Folder, scope switch
    {
        EnvironmentScope.Build => "env.build",
        EnvironmentScope.Launch => "env.launch",
        _ => "env",
    }));

    /// <summary>Writes the bill of materials of this layer; <c>buildpack.toml</c> must list the format in <c>sbom-formats</c>.</summary>
    public Task WriteSbomAsync(CycloneDxBom bom, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bom);
        return File.WriteAllBytesAsync(Folder + ".sbom.cdx.json", bom.ToJson(), cancellationToken);
    }
}
