using Buildpacks.Net.Shared;
using Microsoft.Extensions.Logging;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>Gathers programs of the machine, and all that they need, into a layer.</summary>
/// <param name="machine">Where programs come from.</param>
/// <param name="layer">Where they go.</param>
/// <param name="application">What the application brings.</param>
/// <param name="libraries">Takes the libraries of the programs.</param>
/// <param name="log">Where missing programs are told.</param>
internal sealed class ProgramClosure(
    MachineTree machine, LayerTree layer, FolderContent application, LibraryClosure libraries, ILogger log)
{
    private static readonly string[] Folders =
        ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>A program that every machine has, to learn its loader from; null when it has none.</summary>
    public static ElfFile? FindOrdinary(MachineTree machine) => ((string[])["/bin/sh", "/usr/bin/env", "/usr/bin/true"])
        .Select(machine.TryResolveFile).OfType<ResolvedFile>()
        .Select(file => ElfReader.TryRead(file.DiskPath, searchText: false)).OfType<ElfFile>()
        .FirstOrDefault(elf => elf.Interpreter is not null);

    /// <summary>Adds a program by its name or absolute path, unless the application brings one of that name.</summary>
    public void Add(string program)
    {
        if (program is "bash" or "sh" || program.EndsWith("/bash", StringComparison.Ordinal))
        {
            // Whoever wants a shell starts others by this name.
            AddFirst(["/bin/sh"], "/bin/sh");
        }

        if (program.StartsWith('/'))
        {
            AddFirst([program], program);
        }
        else if (program.Length > 0
            && !program.Contains('/', StringComparison.Ordinal)
            && (program is "bash" or "sh" || !application.Commands.Contains(program)))
        {
            AddFirst(Folders.Select(folder => $"{folder}/{program}"), program);
        }
    }

    private void AddFirst(IEnumerable<string> paths, string program)
    {
        if (paths.Any(TryAdd))
        {
            return;
        }

        MachineBaseLog.MissingProgram(log, program);
    }

    private bool TryAdd(string path)
    {
        if (machine.TryResolveFile(path) is not { IsExecutable: true } file)
        {
            return false;
        }

        var elf = ElfReader.TryRead(file.DiskPath, searchText: true);
        var script = elf is null ? ScriptLine.Programs(Head(file.DiskPath)) : [];
        if (elf is null && script.Count == 0)
        {
            return false;
        }

        layer.AddResolved(file);
        if (!_seen.Add(file.Path))
        {
            return true;
        }

        foreach (var interpreter in script)
        {
            Add(interpreter);
        }

        if (elf is not null)
        {
            libraries.Add(new ElfUser(file.Path, elf) { Origins = [file.Path[..file.Path.LastIndexOf('/')]] });
        }

        return true;
    }

    private static ReadOnlySpan<byte> Head(string path)
    {
        try
        {
            using var file = PosixFile.OpenHandle(path, LibC.OpenReadOnly | LibC.OpenNonBlocking, 0);
            var head = new byte[ScriptLine.Longest];
            return head.AsSpan(0, RandomAccess.Read(file, head, 0));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
