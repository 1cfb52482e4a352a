using Buildpacks.Net.Cli.Projects;
using Buildpacks.Net.Spec.Documents;

namespace Buildpacks.Net.Cli.Building;

/// <summary>Gathers the variables for buildpacks: of the project descriptor, then of files, then of single flags; the last wins.</summary>
internal sealed class BuildVariables(CliHost host)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="CliException">A file is not there, or a variable has no name.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        ProjectDescriptor project, IEnumerable<string> files, IEnumerable<string> entries, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in project.Variables)
        {
            Add(variables, $"{name}={value}", project.Path!);
        }

        foreach (var file in files)
        {
            var text = await DocumentFile.ReadTextAsync(host.FullPath(file), cancellationToken).ConfigureAwait(false);
            foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r').TrimStart()).Where(line => line.Length > 0 && line[0] != '#'))
            {
                Add(variables, line, file);
            }
        }

        foreach (var entry in entries)
        {
            Add(variables, entry, "--env");
        }

        return variables;
    }

    private void Add(Dictionary<string, string> variables, string entry, string source)
    {
        var equals = entry.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? entry.Trim() : entry[..equals];
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\0') >= 0)
        {
            // The value may be a secret: the message does without it.
            throw CliException.Usage($"{source}: '{name}' cannot name a variable; write NAME=VALUE.");
        }

        if (equals >= 0)
        {
            variables[name] = entry[(equals + 1)..];
        }
        else if (host.Environment.TryGet(name, out var value))
        {
            variables[name] = value;
        }
        else
        {
            variables.Remove(name);
        }
    }
}
