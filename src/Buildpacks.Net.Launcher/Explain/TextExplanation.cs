using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Writes an explanation for people.</summary>
internal static class TextExplanation
{
    public static Bytes Write(Explanation explanation)
    {
        var plan = explanation.Plan;
        var text = AddProcess(default, plan.Process);
        text = AddProgram(text.Add("program    "u8), explanation).Add((byte)'\n');
        for (var i = 1; i < explanation.Arguments.Count; i++)
        {
            text = AddQuoted(text.Add(i == 1 ? "arguments  "u8 : "           "u8), Secrets.WithoutPasswords(explanation.Arguments[i])).Add((byte)'\n');
        }

        text = text.Add("directory  "u8).Add(plan.WorkingFolder).Add((byte)'\n');
        text = plan.Init ? text.Add("init       the launcher stays in front of it, hands on signals and takes in orphans\n"u8) : text;
        text = AddFiles(text, "exec.d programs, which run first in this order; what they set is not known before:\n"u8, plan.ExecD);
        text = AddFiles(text, "profile scripts, which the shell reads in this order:\n"u8, plan.Profiles);
        return AddVariables(text, plan.Variables).Built;
    }

    private static BytesBuilder AddProcess(BytesBuilder text, Process process)
    {
        text = text.Add("process    "u8);
        text = process.Type.IsEmpty ? text.Add("(a command of the user)"u8) : text.Add(process.Type);
        text = process.BuildpackId.IsEmpty ? text : text.Add(" of the buildpack "u8).Add(process.BuildpackId);
        return text.Add(process.Direct ? ", started directly\n"u8 : ", started through a shell\n"u8);
    }

    private static BytesBuilder AddProgram(BytesBuilder text, Explanation explanation)
    {
        var program = explanation.Search.Program;
        text = !program.IsEmpty ? text.Add(program) : explanation.Arguments.Count > 0 ? text.Add(explanation.Arguments[0]) : text;
        return !explanation.Problem.IsEmpty ? text.Add(" (this cannot start: "u8).Add(explanation.Problem).Add((byte)')')
            : program.IsEmpty ? text.Add(" (looked up when it starts: no layer of a buildpack brings it)"u8)
            : text;
    }

    private static BytesBuilder AddFiles(BytesBuilder text, Bytes heading, Sequence<Bytes> files)
    {
        text = files.Count > 0 ? text.Add((byte)'\n').Add(heading) : text;
        for (var i = 0; i < files.Count; i++)
        {
            text = text.Add("  "u8).Add(files[i]).Add((byte)'\n');
        }

        return text;
    }

    private static BytesBuilder AddVariables(BytesBuilder text, Variables variables)
    {
        text = text.Add("\nenvironment, and where each value comes from:\n"u8);
        for (var i = 0; i < variables.Count; i++)
        {
            var variable = variables[i];
            text = text.Add("  "u8).Add(variable.Name).Add((byte)'=');
            text = Secrets.IsSecret(variable.Name) ? text.Add(Secrets.Mask) : AddLine(text, Secrets.WithoutPasswords(variable.Value));
            text = text.Add((byte)'\n');
            for (var j = 0; j < variable.Origins.Count; j++)
            {
                text = AddOrigin(text.Add("      "u8), variable.Origins[j]).Add((byte)'\n');
            }
        }

        return text;
    }

    private static BytesBuilder AddOrigin(BytesBuilder text, Origin origin) => origin.Kind switch
    {
        OriginKind.Inherited => text.Add("from the container"u8),
        OriginKind.InheritedShortened => text.Add("from the container, without the launcher's folders"u8),
        OriginKind.Folder => text.Add("folder    "u8).Add(origin.Path),
        _ => text.Add(OriginNames.Action(origin.Kind)).Add("  "u8).Add(origin.Path),
    };

    // One value, one line.
    private static BytesBuilder AddLine(BytesBuilder text, Bytes value, bool isQuoted = false)
    {
        for (var i = 0; i < value.Length; i++)
        {
            text = value[i] switch
            {
                (byte)'\n' => text.Add("\\n"u8),
                (byte)'\r' => text.Add("\\r"u8),
                (byte)'"' or (byte)'\\' when isQuoted => text.Add((byte)'\\').Add(value[i]),
                < 0x20 or 0x7F => text.Add((byte)'?'),
                _ => text.Add(value[i]),
            };
        }

        return text;
    }

    private static BytesBuilder AddQuoted(BytesBuilder text, Bytes argument) => AddLine(text.Add((byte)'"'), argument, isQuoted: true).Add((byte)'"');
}
