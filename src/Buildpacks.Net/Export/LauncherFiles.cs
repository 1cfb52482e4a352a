using Buildpacks.Net.Oci.Layers;
using Buildpacks.Net.Spec;
using Buildpacks.Net.Spec.Documents;
using Buildpacks.Net.Spec.Ids;

namespace Buildpacks.Net.Export;

/// <summary>The files that start processes in the image (Platform API, launcher). They are made up, so the same in every image.</summary>
internal static class LauncherFiles
{
    /// <summary>The launcher in the image.</summary>
    public const string LauncherPath = "/cnb/lifecycle/launcher";

    private const uint Mode = 0x1ED;

    /// <summary>The link that starts a process.</summary>
    public static string ProcessPath(string type) => "/cnb/process/" + type;

    /// <summary>The layer with the launcher.</summary>
    public static ILayerContent Launcher(string sourcePath) => new EntryListLayerContent(
    [
        LayerEntry.Directory("/cnb", Mode, FileOwner.Root),
        LayerEntry.Directory("/cnb/lifecycle", Mode, FileOwner.Root),
        LayerEntry.FileFrom(LauncherPath, Mode, FileOwner.Root, sourcePath),
    ]);

    /// <summary>The layer with a link for each process, in the order in which they are listed.</summary>
    /// <exception cref="LifecycleException">A type cannot name a link.</exception>
    public static ILayerContent ProcessTypes(IReadOnlyList<MetadataProcess> processes) => new EntryListLayerContent(
    [
        LayerEntry.Directory("/cnb", Mode, FileOwner.Root),
        LayerEntry.Directory("/cnb/process", Mode, FileOwner.Root),
        .. processes.Select(process => LayerEntry.SymbolicLink(ProcessPath(Checked(process.Type)), LauncherPath, Mode, FileOwner.Root)),
    ]);

    private static string Checked(string type)
    {
        try
        {
            return ProcessType.Parse(type).Value;
        }
        catch (InvalidIdException fault)
        {
            throw ExportFault.Of(ExportFault.BadProcess, fault.Message, fault);
        }
    }
}
