using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Launcher.ExecD;

/// <summary>The exec.d programs of all layers (Buildpack specification, "exec.d").</summary>
internal static class ExecDPrograms
{
    /// <summary>
    /// Runs them layer by layer, for all processes and for this type; each sees what those before it have set.
    /// Returns whether there was any.
    /// </summary>
    /// <exception cref="LaunchException">One failed, or wrote something else than variables.</exception>
    /// <exception cref="Shared.PosixException">A folder cannot be read.</exception>
    public static bool Run(
        IReadOnlyList<IReadOnlyList<LaunchLayer>> layers, string processType, EnvironmentVariables environment)
    {
        var any = false;
        foreach (var buildpack in layers)
        {
            foreach (var layer in buildpack)
            {
                if (layer.Has(LayerParts.ExecD))
                {
                    foreach (var program in LayerFiles.Of(layer.Path, "exec.d", processType))
                    {
                        Run(program, environment);
                        any = true;
                    }
                }
            }
        }

        return any;
    }

    private static void Run(string program, EnvironmentVariables environment)
    {
        var output = ExecDProgram.Run(program, environment.ToEntries());
        foreach (var (name, value) in Read(output, program))
        {
            environment[name] = value;
        }
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
