using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Env;

namespace Buildpacks.Net.Launcher.ExecD;

/// <summary>The exec.d programs of all layers (Buildpack specification, "exec.d").</summary>
internal static class ExecDPrograms
{
    /// <summary>The programs in the order they run: layer by layer, for all processes and for this type.</summary>
    /// <exception cref="Shared.PosixException">A folder cannot be read.</exception>
    public static List<string> Find(IReadOnlyList<IReadOnlyList<LaunchLayer>> layers, string processType)
    {
        var programs = new List<string>();
        foreach (var buildpack in layers)
        {
            foreach (var layer in buildpack)
            {
                if (layer.Has(LayerParts.ExecD))
                {
                    LayerFiles.Add(programs, layer.Path, "exec.d", processType);
                }
            }
        }

        return programs;
    }

    /// <summary>Runs them; each sees what those before it have set, and what they set wins over all layers.</summary>
    /// <exception cref="LaunchException">One failed, or wrote something else than variables.</exception>
    public static EnvironmentVariables Run(IReadOnlyList<string> programs, EnvironmentVariables environment)
    {
        foreach (var program in programs)
        {
            environment = environment.With(Read(ExecDProgram.Run(program, environment.ToEntries()), program));
        }

        return environment;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Read(byte[] output, string program)
    {
        if (output.Length == 0)
        {
            return [];
        }

        try
        {
            return ExecDToml.Parse(DocumentFile.Decode(output, program), program).Variables;
        }
        catch (DocumentException exception)
        {
            throw new LaunchException(
                Faults.ExecD,
                $"what an exec.d program wrote to descriptor 3 is not a table of strings: {exception.Message}. Its buildpack must be repaired.",
                exception);
        }
    }
}
