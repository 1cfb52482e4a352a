using System.Text.RegularExpressions;
using Buildpacks.Net.Shared;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Generate;

/// <summary>A Dockerfile that an extension wrote (Image Extension specification, Dockerfiles).</summary>
/// <param name="Kind"><c>build</c> or <c>run</c>: the image that it is for.</param>
/// <param name="Path">Absolute path of the file.</param>
internal sealed partial record ExtensionDockerfile(string Kind, string Path)
{
    public const string BuildKind = "build";
    public const string RunKind = "run";

    private const string BaseImage = "base_image";
    private static readonly string[] Usual = ["ADD", "ARG", "COPY", "ENV", "LABEL", "RUN", "SHELL", "USER", "WORKDIR"];

    /// <summary>The run image to use instead of the builder's; null when it keeps that.</summary>
    public string? NewBase { get; private init; }

    /// <summary>Whether it does more than choose the run image.</summary>
    public bool Extends { get; private init; }

    /// <summary>Reads the Dockerfile of a kind; null when the extension wrote none.</summary>
    /// <exception cref="DocumentException">It cannot be read, or is not as the specification wants it.</exception>
    public static async Task<ExtensionDockerfile?> ReadAsync(string folder, string kind, ILogger log, CancellationToken cancellationToken)
    {
        var path = $"{folder}/{kind}.Dockerfile";
        if (PosixFile.TryStatus(path) is null)
        {
            return null;
        }

        var text = await DocumentFile.ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
        var instructions = DockerfileReader.Read(text, path);
        DockerfileSyntax.Check(instructions, path);
        var stages = instructions.Where(instruction => instruction.Name == "FROM").ToList();
        if (stages is not [var stage])
        {
            throw Fault(path, $"there must be exactly one FROM, but there are {stages.Count}");
        }

        var arguments = instructions.TakeWhile(instruction => instruction.Name == "ARG").ToList();
        var commands = instructions.Skip(arguments.Count + 1).ToList();
        foreach (var command in commands.Where(command => !Usual.Contains(command.Name)))
        {
            GenerateLog.UnusualInstruction(log, path, command.Name, command.Line);
        }

        var usesBase = IsBaseImage(stage.Words[0]);
        if (kind == BuildKind)
        {
            CheckPreamble(path, arguments, usesBase);
        }

        return new ExtensionDockerfile(kind, path) { NewBase = usesBase ? null : stage.Words[0], Extends = commands.Count > 0 };
    }

    private static void CheckPreamble(string path, List<DockerfileInstruction> arguments, bool usesBase)
    {
        if (arguments is not [{ Words: [var argument, ..] }] || argument.Split('=')[0] != BaseImage)
        {
            throw Fault(path, $"it must begin with ARG {BaseImage}, and no other ARG may stand before FROM");
        }

        if (!usesBase)
        {
            throw Fault(path, $"it must have FROM ${{{BaseImage}}}");
        }
    }

    private static DocumentException Fault(string path, string problem) =>
        new(DocumentException.InvalidValue, path, default, problem);

    private static bool IsBaseImage(string name) => BaseImageReference().IsMatch(name);

    [GeneratedRegex("""^(?<quote>["']?)(\$base_image|\$\{base_image(:?-[^}]*)?\})\k<quote>$""", RegexOptions.CultureInvariant)]
    private static partial Regex BaseImageReference();
}
