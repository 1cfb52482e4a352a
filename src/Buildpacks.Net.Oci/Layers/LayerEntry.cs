namespace Buildpacks.Net.Oci.Layers;

/// <summary>One made-up entry of a layer: its metadata are given, not taken from disk.</summary>
/// <param name="Type">Kind of file: a directory, a file or a symbolic link.</param>
/// <param name="Name">Name in the archive, such as <c>/opt/tool</c>.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Owner">Owner.</param>
public sealed record LayerEntry(TarEntryType Type, string Name, uint Mode, FileOwner Owner)
{
    /// <summary>Target of a link.</summary>
    public string? LinkName { get; init; }

    /// <summary>Content of a file, when <see cref="SourcePath"/> is null.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The file on disk whose content is taken; links are followed.</summary>
    public string? SourcePath { get; init; }

    /// <summary>A directory.</summary>
    public static LayerEntry Directory(string name, uint mode, FileOwner owner) =>
        new(TarEntryType.Directory, name, mode, owner);

    /// <summary>A symbolic link.</summary>
    public static LayerEntry SymbolicLink(string name, string target, uint mode, FileOwner owner) =>
        new(TarEntryType.SymbolicLink, name, mode, owner) { LinkName = target };

    /// <summary>A file whose content is in memory.</summary>
    public static LayerEntry File(string name, uint mode, FileOwner owner, ReadOnlyMemory<byte> content) =>
        new(TarEntryType.File, name, mode, owner) { Content = content };

    /// <summary>A file whose content is that of a file on disk.</summary>
    public static LayerEntry FileFrom(string name, uint mode, FileOwner owner, string sourcePath) =>
        new(TarEntryType.File, name, mode, owner) { SourcePath = sourcePath };
}
