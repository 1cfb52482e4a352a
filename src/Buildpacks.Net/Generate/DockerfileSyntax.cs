using System.Text.RegularExpressions;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Toml;

namespace Buildpacks.Net.Generate;

/// <summary>The shape that each instruction of a Dockerfile must have.</summary>
internal static partial class DockerfileSyntax
{
    /// <summary>Checks all instructions.</summary>
    /// <exception cref="DocumentException">One of them is unknown, incomplete or out of place.</exception>
    public static void Check(IReadOnlyList<DockerfileInstruction> instructions, string file)
    {
        var hasStage = false;
        foreach (var instruction in instructions)
        {
            CheckArguments(instruction, file);
            hasStage |= instruction.Name == "FROM";
            if (!hasStage && instruction.Name != "ARG")
            {
                throw Fault(file, instruction, "stands before the first FROM");
            }
        }
    }

    private static void CheckArguments(DockerfileInstruction instruction, string file)
    {
        var isComplete = instruction.Name switch
        {
            "FROM" => instruction.Words is [_] || (instruction.Words is [_, var @as, var stage]
                && @as.Equals("as", StringComparison.OrdinalIgnoreCase) && StageName().IsMatch(stage)),
            "ADD" or "COPY" => instruction.Words.Count >= 2,
            "ARG" => instruction.Words.Count >= 1 && instruction.Words.All(word => word[0] != '='),
            "ENV" or "LABEL" => IsPairs(instruction.Words),
            "EXPOSE" or "HEALTHCHECK" or "MAINTAINER" or "ONBUILD" or "STOPSIGNAL" or "USER" or "VOLUME" or "WORKDIR" =>
                instruction.Text.Length > 0,
            "SHELL" => instruction.Text is ['[', .., ']'],
            "CMD" or "ENTRYPOINT" or "RUN" => true,
            _ => throw Fault(file, instruction, "is no instruction"),
        };
        if (!isComplete)
        {
            throw Fault(file, instruction, "has arguments missing, too many, or of a wrong form");
        }
    }

    private static DocumentException Fault(string file, DockerfileInstruction instruction, string problem) => new(
        DocumentException.InvalidValue, file, new TomlPosition(instruction.Line, 1), $"{instruction.Name} {problem}");

    /// <summary><c>NAME value</c>, or any number of <c>NAME=value</c>.</summary>
    private static bool IsPairs(IReadOnlyList<string> words) =>
        words.Count >= 2 || (words.Count == 1 && words[0].IndexOf('=', StringComparison.Ordinal) > 0);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex StageName();
}
