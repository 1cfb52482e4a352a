using System.Text.Json.Nodes;

namespace Buildpacks.Net.Conformance.Cases;

/// <summary>One example of the specification: what is given, what is done, what must come of it. spec/conformance.md explains the fields.</summary>
/// <param name="Chapter">The part of the specification, for instance <c>detect</c>: the folder of the case's file.</param>
/// <param name="Name">A sentence that says what holds.</param>
/// <param name="Requirement">The id of the row of spec/requirements that the case shows.</param>
/// <param name="Apis">Versions of the Platform API for which the example is the same.</param>
/// <param name="NeedsRoot">Whether only root can try it.</param>
/// <param name="Given">Buildpacks, files, images, variables before the first step.</param>
/// <param name="Steps">What is done, and what must hold after each step.</param>
internal sealed record ConformanceCase(
    string Chapter, string Name, string Requirement, ApiRange Apis, bool NeedsRoot, JsonObject Given, IReadOnlyList<JsonObject> Steps)
{
    /// <summary>Chapter and name, fit for a command line.</summary>
    public string Id { get; } = $"{Chapter}/{Slug(Name)}";

    private static string Slug(string name) => string.Join('-', new string(
        [.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
