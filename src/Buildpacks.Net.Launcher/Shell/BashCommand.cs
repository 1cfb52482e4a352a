using System.Globalization;
using System.Text;
using Buildpacks.Net.Launcher.Launch;

namespace Buildpacks.Net.Launcher.Shell;

/// <summary>
/// A process that starts through bash: first the profile scripts run in this very shell, with the command in the positional
/// parameters; then a second bash takes its place and runs the command.
/// </summary>
internal static class BashCommand
{
    /// <summary>The shell that the specification asks for.</summary>
    public const string Bash = "/bin/bash";

    /// <summary>Puts the call of bash together.</summary>
    /// <param name="callName">The name the launcher was called by, which profile scripts see as $0.</param>
    /// <param name="process">The process.</param>
    /// <param name="profiles">The profile scripts in order.</param>
    /// <param name="workingFolder">The folder to start the command in.</param>
    /// <param name="environment">The application's environment.</param>
    public static ProgramStart Compose(
        string callName, Process process, IReadOnlyList<string> profiles, string workingFolder, IReadOnlyList<string> environment) =>
        new(
            Bash,
            ["bash", "-c", Script(profiles, workingFolder, process.Args.Count), callName, string.Join(' ', process.Command), .. process.Args],
            environment);

    /// <summary>What the first bash runs. Names stand in double quotes: a $ in them is a variable.</summary>
    private static string Script(IReadOnlyList<string> profiles, string workingFolder, int arguments)
    {
        var script = new StringBuilder();
        foreach (var profile in profiles)
        {
            script.Append("source \"").Append(profile).Append("\"\n");
        }

        script.Append("cd \"").Append(workingFolder).Append("\"\n");
        return (arguments == 0 ? script.Append("exec bash -c \"$@\"") : AppendWords(script, arguments)).ToString();
    }

    /// <summary>
    /// A command without arguments is a script for the second bash. With arguments it and each of them is one word, in which
    /// variables and substitutions are expanded once. The expansion goes through echo, as images in the field expect.
    /// </summary>
    private static StringBuilder AppendWords(StringBuilder script, int arguments)
    {
        script.Append("exec bash -c '").Append(Word("$0"));
        for (var i = 1; i <= arguments; i++)
        {
            script.Append(' ').Append(Word("${" + i.ToString(CultureInfo.InvariantCulture) + "}"));
        }

        return script.Append("' \"${@:1}\"");
    }

    private static string Word(string parameter) => "\"$(eval echo \\\"" + parameter + "\\\")\"";
}
