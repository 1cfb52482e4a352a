using System.IO.Enumeration;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Cli.MachineBase;

/// <summary>The folders in which a machine's loader looks for libraries, in its order.</summary>
internal static class LibraryFolders
{
    private const string Configuration = "/etc/ld.so.conf";
    private const int DeepestInclude = 8;
    private const int MostFolders = 1024;
    private const int LargestFile = 256 * 1024;

    /// <summary>The folders that ld.so.conf names, includes followed; then those of musl's loader.</summary>
    public static IReadOnlyList<string> ReadConfigured(MachineTree machine)
    {
        var folders = new List<string>();
        Read(machine, Configuration, folders, DeepestInclude);
        foreach (var path in MuslConfigurations(machine))
        {
            folders.AddRange(Text(machine, path).Split((char[])[':', '\n'], StringSplitOptions.RemoveEmptyEntries));
        }

        return [.. folders.Where(folder => folder.StartsWith('/')).Distinct(StringComparer.Ordinal).Take(MostFolders)];
    }

    /// <summary>The files that tell musl's loader where to look; unlike glibc's, it reads them when programs start.</summary>
    public static IEnumerable<string> MuslConfigurations(MachineTree machine) => machine.NamesIn("/etc")
        .Where(name => FileSystemName.MatchesSimpleExpression("ld-musl-*.path", name, ignoreCase: false))
        .Select(name => $"/etc/{name}");

    /// <summary>The folders that loaders know by themselves, on the distributions there are.</summary>
    public static IEnumerable<string> Defaults(ElfKind kind)
    {
        foreach (var triplet in Triplets(kind))
        {
            yield return $"/lib/{triplet}";
            yield return $"/usr/lib/{triplet}";
        }

        foreach (var name in kind.Is64Bit ? (string[])["lib64", "lib"] : ["lib32", "lib"])
        {
            yield return $"/{name}";
            yield return $"/usr/{name}";
        }

        yield return "/usr/local/lib";
    }

    /// <summary>The names that <c>$LIB</c> may stand for in a search path.</summary>
    public static IEnumerable<string> LibNames(ElfKind kind) =>
        [.. Triplets(kind).Select(triplet => $"lib/{triplet}"), kind.Is64Bit ? "lib64" : "lib32", "lib"];

    // The number is e_machine of the System V ABI's register.
    private static string[] Triplets(ElfKind kind) => (kind.Machine, kind.Is64Bit, kind.IsBigEndian) switch
    {
        (3, _, _) => ["i386-linux-gnu"],
        (40, _, _) => ["arm-linux-gnueabihf", "arm-linux-gnueabi"],
        (62, true, _) => ["x86_64-linux-gnu"],
        (62, false, _) => ["x86_64-linux-gnux32"],
        (183, _, false) => ["aarch64-linux-gnu"],
        (21, _, false) => ["powerpc64le-linux-gnu"],
        (21, _, true) => ["powerpc64-linux-gnu"],
        (22, true, _) => ["s390x-linux-gnu"],
        (243, true, _) => ["riscv64-linux-gnu"],
        (258, _, _) => ["loongarch64-linux-gnu"],
        (8, true, false) => ["mips64el-linux-gnuabi64"],
        _ => [],
    };

    private static void Read(MachineTree machine, string path, List<string> folders, int depth)
    {
        foreach (var raw in Text(machine, path).Split('\n'))
        {
            var line = raw.Split('#')[0].Trim();
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["include", .. var patterns])
            {
                foreach (var file in patterns.SelectMany(pattern => Expand(machine, path, pattern)))
                {
                    if (depth > 0 && folders.Count < MostFolders)
                    {
                        Read(machine, file, folders, depth - 1);
                    }
                }
            }
            else if (line.StartsWith('/') && folders.Count < MostFolders)
            {
                // Old files state a type after an equals sign.
                folders.Add(line.Split('=')[0].TrimEnd());
            }
        }
    }

    private static IEnumerable<string> Expand(MachineTree machine, string from, string pattern)
    {
        var full = pattern.StartsWith('/') ? pattern : $"{Path.GetDirectoryName(from)}/{pattern}";
        var slash = full.LastIndexOf('/');
        var folder = full[..slash];
        var name = full[(slash + 1)..];
        return name.AsSpan().ContainsAny('*', '?')
            ? machine.NamesIn(folder.Length == 0 ? "/" : folder)
                .Where(each => !each.StartsWith('.') && FileSystemName.MatchesSimpleExpression(name, each, ignoreCase: false))
                .Select(each => $"{folder}/{each}")
            : [full];
    }

    private static string Text(MachineTree machine, string path) =>
        machine.TryReadFile(path, LargestFile) is { } content ? PosixText.Decode(content) : string.Empty;
}
