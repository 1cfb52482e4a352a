using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Shell;

/// <summary>
/// A process that starts through bash: first the profile scripts run in this very shell, with the command in the positional
/// parameters; then a second bash takes its place and runs the command.
/// </summary>
internal static class BashCommand
{
    /// <summary>The shell that the specification asks for.</summary>
    public static Bytes Bash => "/bin/bash"u8;

    /// <summary>Puts the arguments of bash together.</summary>
    /// <param name="callName">The name the launcher was called by, which profile scripts see as $0.</param>
    /// <param name="process">The process.</param>
    /// <param name="profiles">The profile scripts in order.</param>
    /// <param name="workingFolder">The folder to start the command in.</param>
    public static Sequence<Bytes> Arguments(Bytes callName, Process process, Sequence<Bytes> profiles, Bytes workingFolder)
    {
        Sequence<Bytes> arguments = default;
        arguments.Add("bash"u8);
        arguments.Add("-c"u8);
        arguments.Add(Script(profiles, workingFolder, process.Args.Count));
        arguments.Add(callName);
        arguments.Add(Joined(process.Command));
        arguments.AddAll(process.Args);
        return arguments;
    }

    /// <summary>What the first bash runs. Names stand in double quotes: a $ in them is a variable.</summary>
    private static Bytes Script(Sequence<Bytes> profiles, Bytes workingFolder, int arguments)
    {
        BytesBuilder script = default;
        for (var i = 0; i < profiles.Count; i++)
        {
            script = script.Add("source \""u8).Add(profiles[i]).Add("\"\n"u8);
        }

        script = script.Add("cd \""u8).Add(workingFolder).Add("\"\n"u8);
        return (arguments == 0 ? script.Add("exec bash -c \"$@\""u8) : AddWords(script, arguments)).Built;
    }

    /// <summary>
    /// A command without arguments is a script for the second bash. With arguments it and each of them is one word, in which
    /// variables and substitutions are expanded once. The expansion goes through echo, as images in the field expect.
    /// </summary>
    private static BytesBuilder AddWords(BytesBuilder script, int arguments)
    {
        script = AddWord(script.Add("exec bash -c '"u8), "$0"u8);
        for (var i = 1; i <= arguments; i++)
        {
            script = AddWord(script.Add((byte)' '), default(BytesBuilder).Add("${"u8).AddNumber(i).Add((byte)'}').Built);
        }

        return script.Add("' \"${@:1}\""u8);
    }

    private static BytesBuilder AddWord(BytesBuilder script, Bytes parameter) =>
        script.Add("\"$(eval echo \\\""u8).Add(parameter).Add("\\\")\""u8);

    private static Bytes Joined(Sequence<Bytes> words)
    {
        BytesBuilder joined = default;
        for (var i = 0; i < words.Count; i++)
        {
            joined = (i > 0 ? joined.Add((byte)' ') : joined).Add(words[i]);
        }

        return joined.Built;
    }
}
