using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Launcher.Toml;

namespace Buildpacks.Net.Launcher.ExecD;

/// <summary>The exec.d programs of all layers (Buildpack specification, "exec.d").</summary>
internal static class ExecDPrograms
{
    /// <summary>Runs them; each sees what those before it have set, and what they set wins over all layers.</summary>
    public static void Run(Sequence<Bytes> programs, ref Variables variables)
    {
        for (var i = 0; i < programs.Count; i++)
        {
            var output = ExecDProgram.Run(programs[i], variables.Entries());
            if (!output.IsEmpty)
            {
                Set(ref variables, output, programs[i]);
            }
        }
    }

    private static void Set(ref Variables variables, Bytes output, Bytes program)
    {
        var entries = TomlDocument.Read(new TomlSource(program, output)
        {
            Code = Faults.ExecD,
            ExitCode = ExitCodes.Launch,
            Introduction = "what an exec.d program wrote to descriptor 3 is not a table of strings: "u8,
            Advice = ". Its buildpack must be repaired."u8,
        }).StringEntries();
        for (var i = 0; i < entries.Count; i++)
        {
            variables.Set(entries[i].Key, entries[i].Text, new Origin(OriginKind.Override, program));
        }
    }
}
