using Buildpacks.Net.Launcher.Env;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;

namespace Buildpacks.Net.Launcher.Explain;

/// <summary>Writes an explanation for programs: one JSON object and a line end.</summary>
internal static class JsonExplanation
{
    public static Bytes Write(Explanation explanation)
    {
        var plan = explanation.Plan;
        JsonWriter json = default;
        json.Open(default, (byte)'{');
        WriteProcess(ref json, plan.Process);
        WriteProgram(ref json, explanation);
        json.Texts("args"u8, Shown(explanation.Arguments), first: 1);
        json.Text("workingDirectory"u8, plan.WorkingFolder);
        json.Flag("init"u8, plan.Init);
        json.Texts("execD"u8, plan.ExecD);
        json.Texts("profileScripts"u8, plan.Profiles);
        WriteVariables(ref json, plan.Variables);
        json.Close((byte)'}');
        return default(BytesBuilder).Add(json.Written).Add((byte)'\n').Built;
    }

    private static void WriteProcess(ref JsonWriter json, Process process)
    {
        json.Open("process"u8, (byte)'{');
        json.Text("type"u8, process.Type);
        json.Text("buildpackId"u8, process.BuildpackId);
        json.Flag("direct"u8, process.Direct);
        json.Texts("command"u8, Shown(process.Command));
        json.Texts("args"u8, Shown(process.Args));
        json.Close((byte)'}');
    }

    // Null when there is no such program or it must not be started, and when it is not known from outside; then without a problem.
    private static void WriteProgram(ref JsonWriter json, Explanation explanation)
    {
        if (explanation.Search.Program.IsEmpty)
        {
            json.Null("program"u8);
        }
        else
        {
            json.Text("program"u8, explanation.Search.Program);
        }

        if (!explanation.Problem.IsEmpty)
        {
            json.Text("problem"u8, explanation.Problem);
        }
    }

    private static void WriteVariables(ref JsonWriter json, Variables variables)
    {
        json.Open("environment"u8, (byte)'[');
        for (var i = 0; i < variables.Count; i++)
        {
            var variable = variables[i];
            var isSecret = Secrets.IsSecret(variable.Name);
            json.Open(default, (byte)'{');
            json.Text("name"u8, variable.Name);
            json.Text("value"u8, isSecret ? Secrets.Mask : Secrets.WithoutPasswords(variable.Value));
            json.Flag("masked"u8, isSecret);
            WriteOrigins(ref json, variable.Origins);
            json.Close((byte)'}');
        }

        json.Close((byte)']');
    }

    private static void WriteOrigins(ref JsonWriter json, Sequence<Origin> origins)
    {
        json.Open("origins"u8, (byte)'[');
        for (var i = 0; i < origins.Count; i++)
        {
            json.Open(default, (byte)'{');
            json.Text("kind"u8, OriginNames.Json(origins[i].Kind));
            if (!origins[i].Path.IsEmpty)
            {
                json.Text("path"u8, origins[i].Path);
            }

            json.Close((byte)'}');
        }

        json.Close((byte)']');
    }

    private static Sequence<Bytes> Shown(Sequence<Bytes> texts)
    {
        Sequence<Bytes> shown = default;
        for (var i = 0; i < texts.Count; i++)
        {
            shown.Add(Secrets.WithoutPasswords(texts[i]));
        }

        return shown;
    }
}
